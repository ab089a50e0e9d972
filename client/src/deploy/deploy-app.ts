import { basename, dirname } from "node:path";
import { FailureError } from "../failure.js";
import { startChild, type Child, type Ending, type OutputStream } from "../process/child.js";
import type { FalPython } from "../python/probe.js";
import { deployFailure } from "./deploy-failures.js";
import { readDeployment, stageOf, withoutColours, type Deployment, type Stage } from "./deploy-output.js";

export interface DeployOptions {
  readonly python: FalPython;
  /** Absolute. */
  readonly file: string;
  readonly class: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string, stream: OutputStream) => void;
  readonly onStage: (stage: Stage) => void;
  /** fal's CLI waits for a silent server for ever; this is how long it may. Milliseconds. */
  readonly silenceTimeout: number;
  readonly signal: AbortSignal;
}

/**
 * Deploys an app with the user's own `fal`. Rejects with a `FailureError` that says what went wrong; resolves to
 * undefined where the user cancelled it.
 */
export async function deployApp(options: DeployOptions): Promise<Deployment | undefined> {
  const lines: Record<OutputStream, string[]> = { stdout: [], stderr: [] };
  const silence = new Silence(options.silenceTimeout);
  const child = startChild({
    // `--yes`: nobody sits at this terminal to answer the question that fal may ask.
    command: [...options.python.fal, "deploy", `${basename(options.file)}::${options.class}`, "--yes"],
    cwd: dirname(options.file),
    env: options.env,
    onLine(coloured, stream) {
      const line = withoutColours(coloured);
      silence.broken();
      lines[stream].push(line);
      options.onLine(line, stream);
      const stage = stageOf(line);
      if (stage !== undefined) options.onStage(stage);
    },
  });
  const ending = await untilEnd(child, silence, options.signal);
  if (options.signal.aborted) return undefined;
  if (ending.code === 0) return readDeployment(lines.stdout);
  throw new FailureError(deployFailure({ ...options, ...lines, ending, silentFor: silence.lasted }));
}

/** What the CLI needs to know: a key where the editor has one, and that nobody looks at a terminal. */
export function deployEnvironment(env: NodeJS.ProcessEnv, key: string | undefined): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => name !== "FORCE_COLOR");
  const given = key === undefined ? {} : { FAL_KEY: key };
  return { ...Object.fromEntries(kept), ...given, PYTHONUNBUFFERED: "1", COLUMNS: "400", FAL_DONT_OPEN_LINKS: "1" };
}

async function untilEnd(child: Child, silence: Silence, signal: AbortSignal): Promise<Ending> {
  const stop = (): void => void child.stop();
  silence.onLast = stop;
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await child.ended;
  } finally {
    silence.over();
    signal.removeEventListener("abort", stop);
  }
}

/** Notices when nothing was said for too long. */
class Silence {
  onLast: () => void = () => undefined;
  /** Seconds, once it has lasted too long. */
  lasted: number | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(limit: number) {
    this.#timer = setTimeout(() => {
      this.lasted = Math.round(limit / 1000);
      this.onLast();
    }, limit);
  }

  broken(): void {
    this.#timer.refresh();
  }

  over(): void {
    clearTimeout(this.#timer);
  }
}
