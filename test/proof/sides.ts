import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonEnvironment } from "../../scripts/environments.js";
import { lackingPackages } from "../../server/src/proof/doubled.js";
import { generatedInputs } from "../../server/src/proof/generated-inputs.js";
import { inputFields } from "../../server/src/proof/input-schema.js";
import { brief, type Json } from "../../server/src/proof/json.js";
import { proveLaterHandlers } from "../../server/src/proof/later-handlers.js";
import { prove, type Program, type Proof, type Sides } from "../../server/src/proof/prove.js";
import { requestsOf } from "../../server/src/proof/requests.js";
import { Runner } from "../../server/src/proof/runner.js";
import { served } from "../../server/src/proof/verify.js";

export const root = process.cwd();
export const programs = join(root, "server/python");

/** What test workers may import beside the SDKs and the standard library; all else is doubled. */
export const packages = ["pillow>=11,<14", "numpy"];

/** Of generated inputs: the same seed makes the same. */
const seed = 1;

/** Both SDKs, loaded, and a folder for the files that answers speak of. */
export interface TestBench {
  readonly sides: Sides;
  prove(old: Program, fresh: Program, inputs: readonly Json[], pickled?: boolean): Promise<Proof>;
  /** Inputs made from the app's own model, varying the first that is given. */
  generated(fresh: Program, inputs: readonly Json[]): Promise<readonly Json[]>;
  stop(): Promise<void>;
}

/** `served`: by the real commands, the worker from a job service and the app over HTTP, instead of in forked children. */
export async function testBench(
  manner: "forked" | "served" = "forked",
  more: readonly string[] = [],
): Promise<TestBench> {
  const old = await pythonEnvironment("runpod", [...packages, ...more]);
  const fresh = await pythonEnvironment("fal", [...packages, ...more]);
  const forked: Sides = { old: Runner.old(old.python, programs), fresh: Runner.fresh(fresh.python, programs) };
  const pythons = { old: old.python, fresh: fresh.python };
  const sides: Sides = manner === "forked" ? forked : served(forked, pythons, programs);
  // An SDK takes seconds to load: before the tests, not within the first.
  const question = { file: "", requests: [], survey: true } as const;
  await Promise.all([sides.old.run(question), sides.fresh.run(question)]);
  const artefacts = mkdtempSync(join(tmpdir(), "proof-files-"));
  const generated = async (app: Program, inputs: readonly Json[], path?: string): Promise<readonly Json[]> => {
    const { missing: doubles = [] } = await sides.fresh.run({ ...app, requests: [], survey: true });
    const { openapi, endpoints = [] } = await sides.fresh.run({ ...app, requests: [], describe: true, doubles });
    const fields = inputFields(openapi ?? {}, path ?? (endpoints.includes("/") ? "/" : "/stream"));
    const samples = inputs.map((value) => ({ value, source: "given" }));
    return generatedInputs(fields, samples, seed).map(({ value }) => value);
  };
  return {
    sides,
    prove: async (before, after, inputs, pickled = false) => {
      const { doubled } = await lackingPackages(sides, before, after);
      const conditions = { doubles: doubled, artefacts, limits: { loadSeconds: 30, requestSeconds: 10 } };
      const subject = { old: before, fresh: after, requests: requestsOf(inputs), conditions, pickled };
      const first = await prove(sides, subject);
      return proveLaterHandlers(sides, subject, first, async (path) =>
        requestsOf(await generated(after, inputs, path)),
      );
    },
    generated,
    stop: async () => {
      await Promise.all([sides.old.stop(), sides.fresh.stop()]);
      rmSync(artefacts, { recursive: true, force: true });
    },
  };
}

/** What a failing test shows is enough to begin with, and fits a screen. */
const mostShown = 4;

/** Every difference, shortly, and what the programs printed where one did not start; empty where there is none. */
export function told(proof: Proof): string {
  if (proof.why !== undefined)
    return [proof.why, ...[proof.old, ...proof.fresh].map(({ log }) => ownLines(log))].join("\n");
  const rows = proof.rows.map(
    ({ path, request, comparison }) => [`${path} ${brief(request.input)}`, comparison] as const,
  );
  const lines = [...rows, ["loading", proof.loading] as const, ["together", proof.together] as const]
    .filter(([, { verdict }]) => verdict === "differs")
    .map(([where, { differences }]) => `${where}: ${JSON.stringify(differences).slice(0, 500)}`);
  const hidden = lines.length - mostShown;
  return [...lines.slice(0, mostShown), ...(hidden > 0 ? [`and ${String(hidden)} more`] : [])].join("\n");
}

/** The end of a log, without the SDKs' own lines. */
function ownLines(log: string): string {
  return log.replace(/^(\[debug\] Python packages installed: |DEBUG +\||INFO +\|).*\n/gm, "").slice(-1000);
}
