import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadGrammar } from "../environment/workspace.js";
import { testBench, told, type TestBench } from "./sides.js";
import { migratedWorkers } from "./worker-folder.js";

let bench: TestBench;

beforeAll(async () => {
  await loadGrammar();
  bench = await testBench();
}, 600_000);

afterAll(() => bench.stop());

const folders = ["examples", "test/workers"].flatMap((place) =>
  (existsSync(place) ? readdirSync(place) : []).sort().map((name) => join(place, name)),
);

/** Workers for which an input means something else on either side, so that only their own inputs can be compared. */
const ownInputsOnly: Readonly<Record<string, string>> = {
  "test/workers/keys-beside-input": "fields that stood beside `input` in the job stand in the input now",
};

describe("a worker under runpod and its App under fal answer alike", () => {
  it.each(folders)("%s", { timeout: 120_000 }, async (folder) => {
    const workers = migratedWorkers(folder, basename(folder));
    expect(workers).not.toHaveLength(0);
    for (const { old, fresh, inputs } of workers) {
      const generated = folder in ownInputsOnly ? [] : await bench.generated(fresh, inputs);
      expect(told(await bench.prove(old, fresh, [...inputs, ...generated]))).toBe("");
    }
  });
});
