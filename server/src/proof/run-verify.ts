import { join } from "node:path";
import type { Output } from "../cli/output.js";
import { ProofError } from "./proof-error.js";
import { cacheFolder } from "./python-environments.js";
import { jsonReport } from "./report-json.js";
import { textReport } from "./report-text.js";
import { RunnerError } from "./runner.js";
import type { NewResult, OldResult } from "./task.js";
import { exitCode, type Verification } from "./verification.js";
import { verify } from "./verify.js";
import { verifyOptions } from "./verify-options.js";

/** Where the command finds what is not on its command line. */
export interface Surroundings {
  /** The folder with `old_side.py` and `new_side.py`; beside the bundle by default. */
  readonly programs?: string;
  /** The folder in which Python environments are made. */
  readonly cache?: string;
}

/**
 * The command `verify`: runs the old worker and the migrated app on the same inputs and reports what differs.
 * Exit code 0: nothing, or only what was announced; 1: something; 2: it could not run.
 */
export async function runVerify(
  words: readonly string[],
  output: Output,
  { programs = join(__dirname, "python"), cache = cacheFolder() }: Surroundings = {},
): Promise<number> {
  const options = verifyOptions(words);
  const say = (text: string): void => {
    output.say(text);
  };
  try {
    const verification = await verify(options, programs, cache, say);
    output.result(options.format === "json" ? jsonReport(verification) : textReport(verification, output.style));
    tellLogs(verification, say);
    return exitCode(verification);
  } catch (error) {
    if (!(error instanceof ProofError || error instanceof RunnerError)) throw error;
    say(`runpod-to-fal verify: ${error.message}`);
    return 2;
  }
}

/** What a side printed that did not start. */
function tellLogs({ proof }: Verification, say: (text: string) => void): void {
  if (proof.why === undefined) return;
  const sides: (readonly [string, OldResult | NewResult])[] = [
    ["old worker", proof.old],
    ...proof.fresh.map((result) => ["app", result] as const),
  ];
  for (const [name, { started, log }] of sides)
    if (!started && log.trim() !== "") say(`The ${name} printed:\n${tail(log)}`);
}

function tail(log: string): string {
  const own = log.replace(/^\[debug\] Python packages installed: .*\n/gm, "");
  const lines = own.trim().split("\n").slice(-15);
  return lines.map((line) => `  ${line}`).join("\n");
}
