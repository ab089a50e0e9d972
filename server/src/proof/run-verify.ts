import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Output } from "../cli/output.js";
import { lackingPackages, type Lacking } from "./doubled.js";
import { findFooting, type Conditions, type Footing } from "./footing.js";
import { candidateInputs, generatedInputs } from "./generated-inputs.js";
import { inputsBeside, namedInputs, type SourcedInput } from "./input-files.js";
import { inputFields, type InputField } from "./input-schema.js";
import { onInterruption } from "./interruption.js";
import { isObject } from "./json.js";
import { oldSource } from "./old-source.js";
import { ProofError } from "./proof-error.js";
import { prove, type Program, type Sides } from "./prove.js";
import { cacheFolder, pythonFor } from "./python-environments.js";
import { jsonReport } from "./report-json.js";
import { textReport } from "./report-text.js";
import { requestsOf } from "./requests.js";
import { Runner, RunnerError } from "./runner.js";
import type { NewResult, OldResult } from "./task.js";
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
    tellLogs(verification, say);
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
  const stop = (): Promise<unknown> => Promise.all([sides.old.stop(), sides.fresh.stop()]);
  const listening = onInterruption(stop);
  const artefacts = mkdtempSync(join(tmpdir(), "runpod-to-fal-files-"));
  try {
    const fresh: Program = { folder: resolve(dirname(options.file)), file: basename(options.file) };
    const lacking = await lackingPackages(sides, old, fresh);
    assertInstalled(lacking, oldPython, newPython);
    const conditions = { doubles: lacking.doubled, artefacts, network: options.network, limits: { totalSeconds: 120 } };
    const { inputs, footing } = await inputsFor(options, named, sides, { old, fresh }, lacking, conditions);
    say(`Comparing the answers to ${String(inputs.length)} inputs …`);
    const requests = requestsOf(inputs.map(({ value }) => value));
    const equipped = { ...conditions, environment: footing.environment };
    const subject = { old, fresh, requests, conditions: equipped, pickled: options.pickled, stuck: footing.stuck };
    const proof = await prove(sides, subject);
    const placeholders = Object.keys(footing.environment);
    return { app: options.file, old: name, inputs, requests, lacking, proof, placeholders };
  } finally {
    await stop();
    listening();
    rmSync(artefacts, { recursive: true, force: true });
  }
}

interface Inputs {
  readonly inputs: readonly SourcedInput[];
  readonly footing: Footing;
}

/** The inputs that were named; else what lies beside the app, and variations of what the old worker answers. */
async function inputsFor(
  options: VerifyOptions,
  named: readonly SourcedInput[] | undefined,
  sides: Sides,
  { old, fresh }: { readonly old: Program; readonly fresh: Program },
  lacking: Lacking,
  conditions: Conditions,
): Promise<Inputs> {
  const samples = named ?? inputsBeside(options.file);
  const fields = named === undefined ? await fieldsOf(sides, fresh, lacking) : [];
  const candidates = named === undefined ? candidateInputs(fields, samples) : samples.map(({ value }) => value);
  const wrapped = named === undefined ? candidates.map((input) => ({ input })) : candidates;
  const footing = await findFooting(sides.old, old, requestsOf(wrapped), lacking.variables, conditions);
  if (named !== undefined) return { inputs: named, footing };
  const base = footing.answered?.input;
  const generated = generatedInputs(fields, samples, options.seed, isObject(base) ? base : undefined);
  return { inputs: [...samples, ...generated], footing };
}

/** The fields of the app's own input model. */
async function fieldsOf(sides: Sides, fresh: Program, { doubled }: Lacking): Promise<readonly InputField[]> {
  const task = { ...fresh, requests: [], describe: true, doubles: doubled };
  const { openapi = {}, endpoints = [] } = await sides.fresh.run(task);
  return inputFields(openapi, endpoints.includes("/") ? "/" : "/stream");
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
