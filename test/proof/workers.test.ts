import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requirementsOf } from "../../scripts/environments.js";
import { loadGrammar } from "../environment/workspace.js";
import { testBench, told, type TestBench } from "./sides.js";
import { migratedWorkers } from "./worker-folder.js";

const folders = ["examples", "test/workers"].flatMap((place) =>
  (existsSync(place) ? readdirSync(place) : []).sort().map((name) => join(place, name)),
);

/** What the examples with a real model need; whoever needs a GPU is proved with doubles. */
const models = folders
  .filter((folder) => folder.startsWith("examples"))
  .map((folder) => requirementsOf(folder))
  .filter((requirements) => !requirements.some((line) => line.startsWith("torch")))
  .flat();

let bench: TestBench;

beforeAll(async () => {
  await loadGrammar();
  bench = await testBench("forked", [...new Set(models)]);
}, 900_000);

afterAll(() => bench.stop());

/** Workers for which an input means something else on either side, so that only their own inputs can be compared. */
const ownInputsOnly: Readonly<Record<string, string>> = {
  "test/workers/keys-beside-input": "fields that stood beside `input` in the job stand in the input now",
  "test/workers/key-outside-the-schema-stored": "keys that only RunPod's validator refused are taken, as a note says",
};

async function proveFolder(folder: string): Promise<void> {
  const workers = migratedWorkers(folder, basename(folder));
  expect(workers).not.toHaveLength(0);
  for (const { old, fresh, inputs } of workers) {
    const generated = folder in ownInputsOnly ? [] : await bench.generated(fresh, inputs);
    expect(told(await bench.prove(old, fresh, [...inputs, ...generated]))).toBe("");
  }
}

/** Whether a worker uses a place that others use too. */
function sharesFiles(folder: string): boolean {
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".py"));
  return sources.some((name) => /["'](\/tmp|\/data)/.test(readFileSync(join(folder, name), "utf8")));
}

const [alone, together] = [folders.filter(sharesFiles), folders.filter((folder) => !sharesFiles(folder))];

describe("a worker under runpod and its App under fal answer alike", { timeout: 300_000 }, () => {
  // One worker's old side runs while another's new side does.
  it.concurrent.each(together)("%s", proveFolder);
  it.each(alone)("%s", proveFolder);
});
