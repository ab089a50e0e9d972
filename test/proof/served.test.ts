import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadGrammar } from "../environment/workspace.js";
import { handPair, withFault } from "./pairs.js";
import { testBench, told, type TestBench } from "./sides.js";
import { migratedWorkers } from "./worker-folder.js";

/** The SDK takes about one job a second: enough inputs for every kind of answer, and no more. */
const most = 3;

let bench: TestBench;

beforeAll(async () => {
  await loadGrammar();
  bench = await testBench("served");
}, 600_000);

afterAll(() => bench.stop());

describe("served for real, old and new answer as they do in forked children", () => {
  it.each(["counter", "refresh", "tokens", "words"])("pair %s", { timeout: 120_000 }, async (name) => {
    const { old, fresh, inputs } = handPair(name);
    expect(told(await bench.prove(old, fresh, inputs.slice(0, most)))).toBe("");
  });

  it.each([
    "examples/thumbnails",
    "test/workers/async-stream",
    "test/workers/guard-clauses",
    "test/workers/lazy-global",
    "test/workers/stream-aggregate",
    "test/workers/validated-resize",
  ])("%s", { timeout: 120_000 }, async (folder) => {
    const [worker] = migratedWorkers(folder, basename(folder));
    expect(worker).toBeDefined();
    if (worker !== undefined)
      expect(told(await bench.prove(worker.old, worker.fresh, worker.inputs.slice(0, most)))).toBe("");
  });

  it("finds a fault", { timeout: 120_000 }, async () => {
    const { old, fresh, inputs } = withFault(handPair("counter"), 'f"{text} x{scale}"', 'f"{text} x {scale}"');
    expect(told(await bench.prove(old, fresh, inputs.slice(0, 1)))).toMatch(/a x2.*a x 2/);
  });
});
