import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { OldResult } from "../../server/src/proof/task.js";
import { requestsOf } from "../../server/src/proof/requests.js";
import { testBench, type TestBench } from "./sides.js";

let bench: TestBench;
/** The checkout itself may lie in the temporary folder, where a worker may write. */
const outside = join(homedir(), ".runpod-to-fal-written-by-a-worker");
/** In a folder of its own, so that a fence that fails does no harm. */
const precious = join(homedir(), ".runpod-to-fal-of-somebody-else", "file");
const inTemporary = join(tmpdir(), "written-by-a-worker-under-test");

beforeAll(async () => {
  mkdirSync(dirname(precious), { recursive: true });
  writeFileSync(precious, "precious");
  bench = await testBench();
}, 600_000);

afterAll(async () => {
  await bench.stop();
  for (const path of [outside, inTemporary, dirname(precious)]) rmSync(path, { force: true, recursive: true });
});

/** Runs a handler's body with an ordinary request before and after the one that misbehaves. */
async function run(body: string, head = ""): Promise<OldResult> {
  const text = [
    "import runpod",
    head,
    "def handler(job):",
    '    if job["input"]["fine"]:',
    '        return "fine"',
    ...body.split("\n").map((line) => `    ${line}`),
    'runpod.serverless.start({"handler": handler})',
  ].join("\n");
  const requests = requestsOf([{ fine: true }, { fine: false }, { fine: true }]);
  const limits = { requestSeconds: 2, loadSeconds: 10, memoryMegabytes: 4096, logKilobytes: 8 };
  return bench.sides.old.run({ file: "handler.py", files: { "handler.py": text }, requests, limits });
}

const fine = { posted: { output: "fine" } };

describe("a worker that misbehaves is bounded, and the requests around it are answered", { timeout: 60_000 }, () => {
  it.each([
    { says: "hangs", body: "while True: pass", ended: { ended: "time" } },
    { says: "ends the process", body: "import os; os._exit(3)", ended: { ended: "exit code 3" } },
    { says: "exits", body: "raise SystemExit(4)", ended: { posted: null } },
    {
      says: "kills itself",
      body: "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
      ended: { ended: "signal 9" },
    },
    { says: "answers bytes", body: 'return b"1"', ended: { posted: null } },
  ])("$says", async ({ body, ended }) => {
    const { answers } = await run(body);
    expect(answers).toMatchObject([fine, ended, fine]);
  });

  it("prints without end", async () => {
    const { answers, log } = await run('while True: print("x" * 10_000)');
    expect(answers).toMatchObject([fine, { ended: "time" }, fine]);
    expect(log.length).toBeLessThanOrEqual(8 * 1024);
  });

  it("takes all memory", async () => {
    const { answers } = await run("return len([bytes(2**26) for _ in range(1000)])");
    expect(answers[1]?.fault?.message ?? answers[1]?.ended).toMatch(/^$|Memory|signal|exit/);
    expect(answers[2]).toMatchObject(fine);
  });

  it("leaves processes behind", async () => {
    const { answers } = await run(
      'import subprocess\nreturn subprocess.Popen(["sleep", "600"], start_new_session=True).pid',
    );
    const pid = Number(answers[1]?.posted?.["output"]);
    expect(pid).toBeGreaterThan(1);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });

  it.each([
    {
      says: "the network, by datagrams",
      body: 'import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b"1", ("203.0.113.1", 80))',
      refused: "network 203.0.113.1",
    },
    {
      says: "removing files of others",
      body: `import os; os.remove(${JSON.stringify(precious)})`,
      refused: `os.remove ${precious}`,
    },
    {
      says: "moving files of others away",
      body: `import os; os.rename(${JSON.stringify(precious)}, "/tmp/taken")`,
      refused: `os.rename ${precious}`,
    },
    {
      says: "removing folders of others",
      body: `import shutil; shutil.rmtree(${JSON.stringify(dirname(precious))})`,
      refused: `shutil.rmtree ${dirname(precious)}`,
    },
    { says: "processes of others", body: "import os; os.kill(os.getppid(), 15)", refused: "signal to process" },
  ])("is kept from $says", async ({ body, refused }) => {
    const result = await run(body);
    expect(result.refused?.join("\n")).toContain(refused);
    expect(result.answers).toMatchObject([fine, { fault: { own: false } }, fine]);
    expect(readFileSync(precious, "utf8")).toBe("precious");
  });

  it.each([
    {
      says: "an address",
      body: 'import socket; socket.create_connection(("203.0.113.1", 80))',
      double: "203.0.113.1",
    },
    { says: "a name", body: 'import urllib.request as u; u.urlopen("http://example.com")', double: "example.com" },
    {
      says: "a name, encrypted",
      body: 'import urllib.request as u; u.urlopen("https://example.com")',
      double: "example.com",
    },
  ])("reaches a double instead of $says", async ({ body, double }) => {
    const result = await run(`${body}\nreturn "went on"`);
    expect(result.services).toEqual([double]);
    expect(result.answers).toMatchObject([fine, { posted: { output: "went on" } }, fine]);
  });

  it("writes in another place instead of where files of others are", async () => {
    const path = JSON.stringify(outside);
    const result = await run(`open(${path}, "w").write("x")\nreturn open(${path}).read()`);
    expect(result.answers).toMatchObject([fine, { posted: { output: "x" } }, fine]);
    expect(result.folders).toEqual([`/${outside.split("/")[1] ?? ""}`]);
    expect(existsSync(outside)).toBe(false);
  });

  it("starts no program that writes where files of others are, where the kernel can keep it from that", async () => {
    const result = await run(
      `import subprocess\nreturn subprocess.run(["touch", ${JSON.stringify(outside)}]).returncode`,
    );
    const written = result.contained !== true;
    expect(result.answers).toMatchObject([fine, { posted: { output: written ? 0 : 1 } }, fine]);
    expect(existsSync(outside)).toBe(written);
  });

  it("may use the temporary folder, which is tidied up", async () => {
    const { answers } = await run(`open(${JSON.stringify(inTemporary)}, "w").write("x")\nreturn "written"`);
    expect(answers[1]).toMatchObject({ posted: { output: "written" } });
    expect(existsSync(inTemporary)).toBe(false);
  });

  it("does not start", async () => {
    const result = await run("return 1", "import no_such_package");
    expect(result).toMatchObject({ started: false, why: "ModuleNotFoundError: No module named 'no_such_package'" });
  });

  it("never calls start", async () => {
    const task = { file: "handler.py", files: { "handler.py": "x = 1\n" }, requests: requestsOf([{}]) };
    const result = await bench.sides.old.run(task);
    expect(result).toMatchObject({ started: false, why: "the file ended without calling runpod.serverless.start" });
  });
});
