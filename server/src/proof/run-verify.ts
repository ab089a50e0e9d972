import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Output } from "../cli/output.js";
import { lackingPackages, type Lacking } from "./doubled.js";
import { generatedInputs } from "./generated-inputs.js";
import { inputsBeside, namedInputs, type SourcedInput } from "./input-files.js";
import { inputFields } from "./input-schema.js";
import { oldSource } from "./old-source.js";
import { ProofError } from "./proof-error.js";
import { prove, type Program, type Sides } from "./prove.js";
import { cacheFolder, pythonFor } from "./python-environments.js";
import { jsonReport } from "./report-json.js";
import { textReport } from "./report-text.js";
import { requestsOf } from "./requests.js";
import { Runner, RunnerError } from "./runner.js";
import { exitCode, type Verification } from "./verification.js";
import { verifyOptions, type VerifyOptions } from "./verify-options.js";

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
    tellWhatIsMissing(verification, say);
    return exitCode(verification);
  } catch (error) {
    if (!(error instanceof ProofError || error instanceof RunnerError)) throw error;
    say(`runpod-to-fal verify: ${error.message}`);
    return 2;
  }
}

/** Starts both sides, and ends them whatever happens. */
export async function verify(
  options: VerifyOptions,
  programs: string,
  cache: string,
  say: (text: string) => void,
): Promise<Verification> {
  if (process.platform === "win32")
    throw new ProofError("verify runs on Linux, on macOS and in WSL, not on Windows itself");
  if (!existsSync(options.file)) throw new ProofError(`${options.file} does not exist`);
  const { program: old, name } = oldSource(options.file, options.old);
  const named = options.inputs === undefined ? undefined : namedInputs(options.inputs);
  const oldPython = await pythonFor("old", options.runpodPython, cache, say);
  const newPython = await pythonFor("new", options.python, cache, say);
  const sides: Sides = { old: Runner.old(oldPython, programs), fresh: Runner.fresh(newPython, programs) };
  const artefacts = mkdtempSync(join(tmpdir(), "runpod-to-fal-files-"));
  try {
    const fresh: Program = { folder: resolve(dirname(options.file)), file: basename(options.file) };
    const lacking = await lackingPackages(sides, old, fresh);
    assertInstalled(lacking, oldPython, newPython);
    if (lacking.doubled.length > 0)
      say(`Not installed, replaced by recording doubles on both sides: ${lacking.doubled.join(", ")}`);
    const inputs = named ?? (await foundInputs(options, sides, fresh, lacking));
    const requests = requestsOf(inputs.map(({ value }) => value));
    const conditions = { doubles: lacking.doubled, artefacts, network: options.network };
    const proof = await prove(sides, { old, fresh, requests, conditions, pickled: options.pickled });
    return { app: options.file, old: name, inputs, lacking, proof };
  } finally {
    await Promise.all([sides.old.stop(), sides.fresh.stop()]);
    rmSync(artefacts, { recursive: true, force: true });
  }
}

/** What lies beside the app, and what its own input model suggests. */
async function foundInputs(
  options: VerifyOptions,
  sides: Sides,
  fresh: Program,
  { doubled }: Lacking,
): Promise<readonly SourcedInput[]> {
  const samples = inputsBeside(options.file);
  const { openapi = {}, endpoints = [] } = await sides.fresh.run({
    ...fresh,
    requests: [],
    describe: true,
    doubles: doubled,
  });
  const path = endpoints.includes("/") ? "/" : "/stream";
  return [...samples, ...generatedInputs(inputFields(openapi, path), samples, options.seed)];
}

/** A few packages are too real to be doubled: pictures and numbers are what answers are made of. */
function assertInstalled(lacking: Lacking, oldPython: string, newPython: string): void {
  const commands = [...installations(lacking.old, oldPython), ...installations(lacking.fresh, newPython)];
  if (commands.length > 0) throw new ProofError(`a package is missing. Install it with: ${commands.join(" && ")}`);
}

function installations(names: readonly string[], python: string): readonly string[] {
  const packages = names.map((name) => (name === "PIL" ? "pillow" : name));
  return packages.length === 0 ? [] : [`${python} -m pip install ${packages.join(" ")}`];
}

function tellWhatIsMissing({ proof }: Verification, say: (text: string) => void): void {
  const refused = new Set([...(proof.old.refused ?? []), ...proof.fresh.flatMap(({ refused: list = [] }) => list)]);
  if (refused.size > 0) say(`Kept from the code under test: ${[...refused].slice(0, 8).join(", ")}`);
  if (proof.why === undefined) return;
  for (const { log } of [proof.old, ...proof.fresh]) if (log.trim() !== "") say(tail(log));
}

function tail(log: string): string {
  const own = log.replace(/^\[debug\] Python packages installed: .*\n/gm, "");
  return own.trim().split("\n").slice(-15).join("\n");
}
