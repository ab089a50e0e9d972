import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonEnvironment } from "../../../scripts/environments.js";
import { generatedInputs } from "../../../server/src/proof/generated-inputs.js";
import { prove, verdictOf, type Sides } from "../../../server/src/proof/prove.js";
import { requestsOf } from "../../../server/src/proof/requests.js";
import { Runner } from "../../../server/src/proof/runner.js";
import { packages, programs, told } from "../sides.js";
import { convert, type Conversion } from "./conversion.js";
import { generateWorker, type GeneratedWorker } from "./worker.js";

/** What became of one generated worker. */
export interface Trial {
  readonly seed: string;
  readonly worker: GeneratedWorker;
  readonly conversion: Conversion;
  /** What differs; empty where both sides answer alike. */
  readonly difference: string;
  readonly requests: number;
}

/** As many requests as show what there is to show, without taking minutes. */
const mostRequests = 24;

/** Both SDKs, loaded, for one generated worker after another. */
export class TrialBench {
  private readonly artefacts = mkdtempSync(join(tmpdir(), "generated-files-"));

  private constructor(private readonly sides: Sides) {}

  static async open(): Promise<TrialBench> {
    const old = await pythonEnvironment("runpod", packages);
    const fresh = await pythonEnvironment("fal", packages);
    const sides = { old: Runner.old(old.python, programs), fresh: Runner.fresh(fresh.python, programs) };
    const question = { file: "", requests: [], survey: true } as const;
    await Promise.all([sides.old.run(question), sides.fresh.run(question)]);
    return new TrialBench(sides);
  }

  async close(): Promise<void> {
    await Promise.all([this.sides.old.stop(), this.sides.fresh.stop()]);
    rmSync(this.artefacts, { recursive: true, force: true });
  }

  /** Generates the worker of a seed, converts it and runs both sides. */
  async try(seed: string, simplified: ReadonlySet<string> = new Set()): Promise<Trial> {
    const worker = generateWorker(seed, simplified);
    const conversion = convert(worker.files, worker.file);
    if (conversion.report === undefined || conversion.rung === "failed") {
      const reasons = conversion.report?.decisions.map(({ reason }) => reason) ?? ["nothing of RunPod was found"];
      return { seed, worker, conversion, difference: `not converted: ${reasons.join("; ")}`, requests: 0 };
    }
    const requests = requestsOf(inputsFor(seed, worker));
    const proof = await prove(this.sides, {
      old: conversion.old,
      fresh: conversion.fresh,
      requests,
      conditions: {
        doubles: worker.doubles,
        artefacts: this.artefacts,
        limits: { loadSeconds: 30, requestSeconds: 10 },
      },
    });
    const difference = verdictOf(proof) === "differs" ? told(proof) : "";
    return { seed, worker, conversion, difference, requests: requests.length };
  }
}

/** The first inputs are the plainest; of the many variations behind them every so-manieth is taken. */
function inputsFor(
  seed: string,
  { fields, sample }: GeneratedWorker,
): readonly ReturnType<typeof generatedInputs>[number]["value"][] {
  const inputs = generatedInputs(fields, [{ value: sample, source: "given" }], numberOf(seed)).map(
    ({ value }) => value,
  );
  const step = Math.max(1, Math.ceil(inputs.length / mostRequests));
  return inputs.filter((_, index) => index < 4 || index % step === numberOf(seed) % step);
}

function numberOf(seed: string): number {
  return Number(seed.split("/")[1] ?? 0);
}
