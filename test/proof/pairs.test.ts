import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { summaryOf } from "../../server/src/proof/prove.js";
import { faults } from "./faults.js";
import { handPair, pairNames, withFault, type HandPair } from "./pairs.js";
import { testBench, told, type TestBench } from "./sides.js";

let bench: TestBench;

beforeAll(async () => {
  bench = await testBench();
}, 600_000);

afterAll(() => bench.stop());

async function proved({ old, fresh, inputs }: HandPair, pickled = false): ReturnType<TestBench["prove"]> {
  return bench.prove(old, fresh, inputs, pickled);
}

describe("a conversion that is right is found equal", { timeout: 60_000 }, () => {
  it.each(pairNames)("%s", async (name) => {
    const proof = await proved(handPair(name));
    expect(told(proof)).toBe("");
    expect(proof.rows.length).toBeGreaterThanOrEqual(handPair(name).inputs.length);
  });
});

describe("and through the pickle, as it is deployed", { timeout: 60_000 }, () => {
  it.each(pairNames)("%s", async (name) => {
    expect(told(await proved(handPair(name), true))).toBe("");
  });
});

describe("a conversion with a fault is found to differ", { timeout: 60_000 }, () => {
  it.each(faults)("$name", async ({ pair, passage, replacement, found }) => {
    const proof = await proved(withFault(handPair(pair), passage, replacement));
    expect(proof.why).toBeUndefined();
    const { verdict, differences } = summaryOf(proof);
    expect(verdict).toBe("differs");
    expect(JSON.stringify(differences)).toMatch(found);
  });
});
