import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { comparedTests } from "../../client/src/compare/compared-tests.js";
import { compare, type ComparisonRequest } from "../../client/src/compare/compare-process.js";
import type { ComparedPart, ComparisonReport } from "../../server/src/protocol.js";

const equal: ComparedPart = { verdict: "equal", announced: [], differences: [] };
const request = { id: "1", input: { text: "a" } };
const report: ComparisonReport = {
  app: "app.py",
  old: "handler.py",
  verdict: "differs",
  circumstances: [],
  loading: { ...equal, verdict: "differs", differences: [{ at: "loading", reason: "no longer called" }] },
  together: equal,
  rows: [
    { ...equal, endpoint: "/", request, expected: "1", actual: "1" },
    {
      endpoint: "/stream",
      request,
      verdict: "differs",
      announced: ["a value of another type is refused"],
      differences: [{ at: "events[0]" }, { at: "events[1]", reason: "lost" }],
      expected: "[1]",
      actual: "[2]",
    },
  ],
};

describe("a comparison as tests", () => {
  it("has one for each input, and one for what belongs to none", () => {
    expect(comparedTests(report)).toEqual([
      { id: "/ 1", label: '{"text":"a"}', expected: "1", actual: "1" },
      {
        id: "/stream 1",
        label: '/stream {"text":"a"}',
        description: "≈ a value of another type is refused",
        message: "events[0]\nevents[1]: lost",
        expected: "[1]",
        actual: "[2]",
      },
      { id: "loading", label: "What is loaded at the start", message: "loading: no longer called" },
    ]);
  });
});

describe("the program that compares", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "comparison-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a script in the program's place. */
  function run(script: string, more: Partial<ComparisonRequest> = {}): ReturnType<typeof compare> {
    const cli = join(folder, "cli.cjs");
    writeFileSync(cli, script);
    const rest = { falPython: "", runpodPython: "", env: process.env, signal: new AbortController().signal };
    return compare({ cli, file: join(folder, "app.py"), ...rest, onProgress: () => undefined, ...more });
  }

  it("is told which interpreters were chosen, and its report is read", async () => {
    const script = "console.log(JSON.stringify({ rows: [], words: process.argv.slice(2) }))";
    const words = ["verify", join(folder, "app.py"), "--format", "json", "--runpod-python", "/old/python"];
    expect(await run(script, { runpodPython: "/old/python" })).toEqual({ rows: [], words });
  });

  it("says on the way what it does, and at the end why it could not", async () => {
    const lines: string[] = [];
    const script = 'console.error("Making …"); console.error("runpod-to-fal verify: no Python"); process.exitCode = 2;';
    const ran = run(script, { onProgress: (line) => lines.push(line) });
    await expect(ran).rejects.toMatchObject({ failure: { cause: "no Python" } });
    expect(lines[0]).toBe("Making …");
  });

  it("ends when it is cancelled", async () => {
    const controller = new AbortController();
    const script = 'console.error("waiting"); setInterval(() => undefined, 1000);';
    const stop = (): void => {
      controller.abort();
    };
    expect(await run(script, { signal: controller.signal, onProgress: stop })).toBeUndefined();
  });
});
