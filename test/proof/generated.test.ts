import { describe, expect, it } from "vitest";
import { failureText, runGenerated, summary } from "./generated/run.js";
import { shrink } from "./generated/shrink.js";
import { generateWorker, type GeneratedWorker } from "./generated/worker.js";

/** `GENERATED_SEED=7 GENERATED_COUNT=500` tries others; `npm run proof:generated` says more about them. */
const seed = Number(process.env["GENERATED_SEED"] ?? 1);
const count = Number(process.env["GENERATED_COUNT"] ?? 100);

describe("a worker that nobody wrote and its App answer alike", { timeout: 1_800_000 }, () => {
  it(`${String(count)} workers of seed ${String(seed)}`, async () => {
    const result = await runGenerated({ seed, count, shrunk: 1 });
    process.stdout.write(`${summary(result, seed)}\n`);
    expect(result.failures.map(failureText).join("\n\n")).toBe("");
    expect(result.trials).toHaveLength(count);
  });
});

function textOf(seed: string, simplified?: ReadonlySet<string>): string {
  return Object.values(generateWorker(seed, simplified).files).join("\n");
}

describe("the generator", () => {
  it("writes the same worker for the same seed, and others for others", () => {
    expect(textOf("3/14")).toBe(textOf("3/14"));
    const sources = Array.from({ length: 200 }, (_, index) => textOf(`3/${String(index)}`));
    expect(new Set(sources).size).toBe(200);
  });

  it("makes a choice simpler and leaves the others", () => {
    const worker = generateWorker("3/14");
    const [label = ""] = worker.intricate;
    expect(generateWorker("3/14", new Set([label])).intricate).not.toContain(label);
    expect(textOf("3/14", new Set(worker.intricate)).split("\n").length).toBeLessThan(25);
  });
});

/** Fails every worker that still has a choice in it. */
const blaming = (label: string) => ({
  try: (tried: string, simplified?: ReadonlySet<string>) => {
    const worker = generateWorker(tried, simplified);
    const difference = worker.intricate.includes(label) ? "differs" : "";
    return Promise.resolve({ seed: tried, worker, difference });
  },
});

const withChoice = (label: string): string => {
  const seeds = Array.from({ length: 200 }, (_, index) => `5/${String(index)}`);
  return seeds.find((candidate) => generateWorker(candidate).intricate.includes(label)) ?? "";
};

describe("a worker that differs is made simpler until only the cause is left", () => {
  it.each(["state", "registration", "newline"])("%s", async (label) => {
    const bench = blaming(label);
    const { worker }: { worker: GeneratedWorker } = await shrink(bench, await bench.try(withChoice(label)));
    expect(worker.intricate).toEqual([label]);
  });
});
