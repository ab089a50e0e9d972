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

const BUCKET_WORKER = `import runpod


def handler(job):
    return {"text": job["input"]["text"], "bucket": (job.get("s3Config") or {}).get("name")}


runpod.serverless.start({"handler": handler})
`;

const BUCKET_APP = `import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str
    s3Config: dict | None = None


class Buckets(fal.App):
    @fal.endpoint("/")
    def handler(self, input: Input) -> dict:
        return {"text": input.text, "bucket": (input.s3Config or {}).get("name")}
`;

describe("a key beside the input", { timeout: 60_000 }, () => {
  const inputs = [{ input: { text: "a" }, s3Config: { name: "b" } }];
  const old = { files: { "handler.py": BUCKET_WORKER }, file: "handler.py" };
  const provedWith = (app: string): ReturnType<TestBench["prove"]> =>
    bench.prove(old, { files: { "handler.py": app }, file: "handler.py" }, inputs, false);

  it("is sent inside it where it became a field, as announced", async () => {
    const { verdict, announced } = summaryOf(await provedWith(BUCKET_APP));
    expect(verdict).toBe("announced");
    expect(announced).toEqual(["`s3Config` stood beside the input, and is sent inside it"]);
  });

  it("is lost where it did not", async () => {
    const app = BUCKET_APP.replace("    s3Config: dict | None = None\n", "").replace("(input.s3Config or {})", "{}");
    expect(summaryOf(await provedWith(app)).verdict).toBe("differs");
  });
});
