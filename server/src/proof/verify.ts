import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { lackingPackages, type Lacking } from "./doubled.js";
import { namedInputs, type SourcedInput } from "./input-files.js";
import { inputsFor, type InputQuestion } from "./inputs-for.js";
import { onInterruption } from "./interruption.js";
import { proveLaterHandlers } from "./later-handlers.js";
import { oldSource } from "./old-source.js";
import { withProject } from "./project-root.js";
import { ProofError } from "./proof-error.js";
import { prove, type Program, type Sides } from "./prove.js";
import { pythonFor } from "./python-environments.js";
import { requestsOf } from "./requests.js";
import { Runner } from "./runner.js";
import { ServedApp } from "./served-app.js";
import { ServedWorker } from "./served-worker.js";
import type { Request } from "./task.js";
import type { Verification } from "./verification.js";
import type { VerifyOptions } from "./verify-options.js";

/** A worker that answers slowly is asked less, in each of the five runs that it may take: nobody waits for an hour. */
const limits = { totalSeconds: 40 };

interface Interpreters {
  readonly old: string;
  readonly fresh: string;
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
  const old = oldSource(options.file, options.old);
  const named = options.inputs === undefined ? undefined : namedInputs(options.inputs);
  const pythons = {
    old: await pythonFor("old", options.runpodPython, cache, say),
    fresh: await pythonFor("new", options.python, cache, say),
  };
  const forked: Sides = { old: Runner.old(pythons.old, programs), fresh: Runner.fresh(pythons.fresh, programs) };
  const stop = (): Promise<unknown> => Promise.all([forked.old.stop(), forked.fresh.stop()]);
  const listening = onInterruption(stop);
  const artefacts = mkdtempSync(join(tmpdir(), "runpod-to-fal-files-"));
  try {
    return await compared(options, forked, { ...old, named, pythons, programs, artefacts, say });
  } finally {
    await stop();
    listening();
    rmSync(artefacts, { recursive: true, force: true });
  }
}

interface Surroundings {
  readonly program: Program;
  readonly name: string;
  readonly named: readonly SourcedInput[] | undefined;
  readonly pythons: Interpreters;
  /** The folder of the Python programs. */
  readonly programs: string;
  readonly artefacts: string;
  readonly say: (text: string) => void;
}

async function compared(
  options: VerifyOptions,
  forked: Sides,
  { program, name, named, pythons, programs, artefacts, say }: Surroundings,
): Promise<Verification> {
  const app: Program = { folder: resolve(dirname(options.file)), file: basename(options.file) };
  const { old, fresh } = withProject(program, app);
  const lacking = await lackingPackages(forked, old, fresh);
  assertInstalled(options.served ? withoutDoubles(lacking) : lacking, pythons);
  const { network, seed, pickled } = options;
  const given = { doubles: lacking.doubled, artefacts, network, limits };
  const question: InputQuestion = { old, fresh, named, seed, variables: lacking.variables, conditions: given };
  const { inputs, footing } = await inputsFor(forked, question);
  say(`Comparing the answers to ${String(inputs.length)} inputs …`);
  const sources = new Map<Request, string>();
  const requests = remembered(inputs, sources);
  const conditions = { ...given, environment: footing.environment };
  const sides = options.served ? served(forked, pythons, programs) : forked;
  const subject = { old, fresh, requests, conditions, pickled, stuck: footing.stuck };
  const proof = await proveLaterHandlers(sides, subject, await prove(sides, subject), async (path) => {
    const later = await inputsFor(forked, { ...question, path });
    return remembered(later.inputs, sources);
  });
  const placeholders = Object.keys(footing.environment);
  return { app: options.file, old: name, sources, lacking, proof, placeholders, served: options.served };
}

/** Jobs of the inputs; where each input comes from is noted. */
function remembered(inputs: readonly SourcedInput[], sources: Map<Request, string>): readonly Request[] {
  const requests = requestsOf(inputs.map(({ value }) => value));
  requests.forEach((request, index) => sources.set(request, inputs[index]?.source ?? ""));
  return requests;
}

/** The real commands instead of forked children. */
export function served(forked: Sides, pythons: Interpreters, programs: string): Sides {
  const program = join(programs, "bounded.py");
  return {
    old: new ServedWorker({ python: pythons.old, program }, forked.old),
    fresh: new ServedApp({ python: pythons.fresh, program }, forked.fresh),
  };
}

/** The real commands know no doubles. */
function withoutDoubles({ doubled, old, fresh, ...rest }: Lacking): Lacking {
  return { ...rest, doubled: [], old: [...old, ...doubled], fresh: [...fresh, ...doubled] };
}

/** A few packages are too real to be doubled: pictures and numbers are what answers are made of. */
function assertInstalled(lacking: Lacking, { old, fresh }: Interpreters): void {
  const commands = [...installations(lacking.old, old), ...installations(lacking.fresh, fresh)];
  if (commands.length > 0) throw new ProofError(`a package is missing. Install it with: ${commands.join(" && ")}`);
}

function installations(names: readonly string[], python: string): readonly string[] {
  const packages = names.map((name) => (name === "PIL" ? "pillow" : name));
  return packages.length === 0 ? [] : [`${python} -m pip install ${packages.join(" ")}`];
}
