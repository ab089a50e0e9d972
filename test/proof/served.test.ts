import { existsSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isArray } from "../../server/src/proof/json.js";
import { requestsOf } from "../../server/src/proof/requests.js";
import type { NewResult, OldResult } from "../../server/src/proof/task.js";
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

/** Where a program that is not kept from it would write. */
const outside = join(homedir(), ".runpod-to-fal-written-by-a-served-program");
const limits = { loadSeconds: 60, requestSeconds: 15, memoryMegabytes: 4096 };
const leavesBehind = [
  "import subprocess",
  'child = subprocess.Popen(["sleep", "600"], start_new_session=True)',
  `code = subprocess.run(["touch", ${JSON.stringify(outside)}], stderr=subprocess.DEVNULL).returncode`,
  "return [child.pid, code]",
];

function indented(lines: readonly string[], width: number): string {
  return lines.map((line) => `${" ".repeat(width)}${line}\n`).join("");
}

function servedWorker(lines: readonly string[]): Promise<OldResult> {
  const text = `import runpod\ndef handler(job):\n${indented(lines, 4)}\nrunpod.serverless.start({"handler": handler})\n`;
  return bench.sides.old.run({ file: "handler.py", files: { "handler.py": text }, requests: requestsOf([{}]), limits });
}

function servedApp(lines: readonly string[]): Promise<NewResult> {
  const head = 'import fal\nclass Demo(fal.App):\n    @fal.endpoint("/")\n    def run(self) -> list:\n';
  const files = { "app.py": `${head}${indented(lines, 8)}` };
  return bench.sides.fresh.run({ file: "app.py", files, path: "/", requests: requestsOf([{}]), limits });
}

describe("a program that is served for real is bounded", { timeout: 120_000 }, () => {
  afterAll(() => {
    rmSync(outside, { force: true });
  });

  it.each([
    { says: "hangs", lines: ["import time", "time.sleep(600)"], ended: "nothing was posted" },
    { says: "ends the process", lines: ["import os", "os._exit(3)"], ended: "exit code 3" },
  ])("a worker that $says", async ({ lines, ended }) => {
    expect((await servedWorker(lines)).answers).toMatchObject([{ ended }]);
  });

  it("a worker that prints without end", async () => {
    const { log, answers } = await servedWorker(['while True: print("x" * 10_000)']);
    expect(answers).toMatchObject([{ ended: "nothing was posted" }]);
    expect(log.length).toBeLessThanOrEqual(64 * 1024);
  });

  it("a worker that takes all memory", async () => {
    const { answers } = await servedWorker(["return len([bytes(2**26) for _ in range(1000)])"]);
    expect(JSON.stringify(answers)).toMatch(/MemoryError|exit code|signal/);
  });

  it("a worker, and an app, that leave processes behind and start programs that write", async () => {
    const old = (await servedWorker(leavesBehind)).answers[0]?.posted?.["output"];
    const fresh = (await servedApp(leavesBehind)).answers[0]?.body;
    for (const told of [old, fresh !== undefined && "json" in fresh ? fresh.json : undefined]) {
      const [pid = 0, code] = isArray(told) ? told : [];
      const process = Number(pid);
      expect(process).toBeGreaterThan(1);
      expect(existsSync(`/proc/${process}`)).toBe(false);
      expect(existsSync(outside)).toBe(code === 0); // where the kernel cannot keep it from that, it says so
    }
  });

  it("an app that ends the process", async () => {
    const { answers } = await servedApp(["import os", "os._exit(3)"]);
    expect(answers[0]?.status).toBeUndefined();
    expect(answers[0]?.ended).not.toBe("");
  });
});
