import { resolve } from "node:path";
import { loadPython } from "../../../server/src/python/parser.js";
import type { Rung } from "./conversion.js";
import { shrink } from "./shrink.js";
import { TrialBench, type Trial } from "./trial.js";

export interface GeneratedRun {
  readonly seed: number;
  readonly count: number;
  /** The first worker's number, to repeat one alone. */
  readonly first?: number;
  /** How many of the workers that differ are made simpler. */
  readonly shrunk?: number;
}

export interface RunResult {
  readonly trials: readonly Trial[];
  /** The workers that differ, the first of them made simpler. */
  readonly failures: readonly Trial[];
}

/** While one worker's old side runs, another's new side does. */
const atOnce = 3;

/** Tries so many generated workers of a seed. */
export async function runGenerated({ seed, count, first = 0, shrunk = 3 }: GeneratedRun): Promise<RunResult> {
  await loadPython({
    runtime: resolve("node_modules/web-tree-sitter/web-tree-sitter.wasm"),
    grammar: resolve("node_modules/tree-sitter-python/tree-sitter-python.wasm"),
  });
  const bench = await TrialBench.open();
  try {
    const waiting = Array.from({ length: count }, (_, index) => `${String(seed)}/${String(first + index)}`);
    const trials = new Map<string, Trial>();
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        trials.set(next, await bench.try(next));
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    const failures: Trial[] = [];
    for (const trial of trials.values()) {
      if (trial.difference !== "") failures.push(failures.length < shrunk ? await shrink(bench, trial) : trial);
    }
    return { trials: [...trials.values()], failures };
  } finally {
    await bench.close();
  }
}

/** How the workers were converted, and how many answered alike. */
export function summary({ trials, failures }: RunResult, seed: number): string {
  const rungs = counted(trials.map(({ conversion }) => conversion.rung satisfies Rung));
  const bridges = counted(trials.flatMap(({ conversion }) => conversion.bridges));
  const requests = trials.reduce((sum, trial) => sum + trial.requests, 0);
  return [
    `seed ${String(seed)}: ${String(trials.length)} generated workers, ${String(requests)} requests, ${String(failures.length)} differ`,
    `rungs: ${rungs}`,
    `bridges: ${bridges === "" ? "none" : bridges}`,
  ].join("\n");
}

function counted(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([name, count]) => `${name} ${String(count)}`).join(", ");
}

function filesText(files: Readonly<Record<string, string>>): string {
  const texts = Object.entries(files);
  if (texts.length === 1) return texts[0]?.[1].trimEnd() ?? "";
  return texts.map(([path, text]) => `# file: ${path}\n${text.trimEnd()}`).join("\n");
}

/** All that is needed to understand and to repeat a failure. */
export function failureText({ seed, worker, conversion, difference }: Trial): string {
  return [
    `--- ${seed} (${conversion.rung}) ---`,
    filesText(worker.files),
    "--- converted ---",
    filesText(conversion.texts),
    "--- difference ---",
    difference,
  ].join("\n");
}
