import { dirname } from "node:path";
import type { ComparisonReport } from "../../../server/src/protocol.js";
import { FailureError } from "../failure.js";
import { t } from "../localize.js";
import { startChild } from "../process/child.js";

export interface ComparisonRequest {
  /** The program `runpod-to-fal`, as bundled beside the extension. */
  readonly cli: string;
  /** The migrated app, absolute. */
  readonly file: string;
  /** Interpreters that were chosen; where empty, an environment is made on first use. */
  readonly falPython: string;
  readonly runpodPython: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** What the program says on the way: environments that it makes, what it compares. */
  readonly onProgress: (line: string) => void;
}

const NOT_RUN = 2;

/** Runs `runpod-to-fal verify` and gives its report; undefined where it was stopped. */
export async function compare(request: ComparisonRequest): Promise<ComparisonReport | undefined> {
  const { cli, file, env, signal, onProgress } = request;
  const [printed, said]: [string[], string[]] = [[], []];
  const child = startChild({
    command: [process.execPath, cli, "verify", file, "--format", "json", ...interpreters(request)],
    cwd: dirname(file),
    // In an editor, the program that runs the extension is the editor itself.
    env: { ...env, ELECTRON_RUN_AS_NODE: "1" },
    onLine: (line, stream) => {
      (stream === "stdout" ? printed : said).push(line);
      if (stream === "stderr") onProgress(line);
    },
  });
  const stop = (): void => void child.stop();
  signal.addEventListener("abort", stop);
  const { error } = await child.ended;
  signal.removeEventListener("abort", stop);
  if (signal.aborted) return undefined;
  const report = reportIn(printed.join("\n"));
  if (report !== undefined) return report;
  throw new FailureError({
    kind: "comparison-not-run",
    message: t("Old and new could not be compared."),
    cause: error?.message ?? said.at(-1)?.replace(/^runpod-to-fal verify: /, "") ?? `exit code ${String(NOT_RUN)}`,
    remedy: { kind: "show-output" },
  });
}

function interpreters({ falPython, runpodPython }: ComparisonRequest): readonly string[] {
  return [
    ...(falPython === "" ? [] : ["--python", falPython]),
    ...(runpodPython === "" ? [] : ["--runpod-python", runpodPython]),
  ];
}

/** Nothing is printed where the program could not run. */
function reportIn(text: string): ComparisonReport | undefined {
  return text.trim() === "" ? undefined : (JSON.parse(text) as ComparisonReport);
}
