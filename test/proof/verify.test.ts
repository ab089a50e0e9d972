import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/environments.js";
import { PLAIN } from "../../server/src/cli/output.js";
import { UsageError } from "../../server/src/cli/usage-error.js";
import { runVerify } from "../../server/src/proof/run-verify.js";
import { packages, programs } from "./sides.js";

let fal = "";
let runpod = "";
let folder = "";
const folders: string[] = [];

beforeAll(async () => {
  runpod = (await pythonEnvironment("runpod", packages)).python;
  fal = (await pythonEnvironment("fal", packages)).python;
}, 600_000);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "verify-"));
  folders.push(folder);
});

afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly result: string;
  readonly said: string;
}

/** Runs the command as the command line does, with both interpreters named unless the words name others. */
async function verify(...words: readonly string[]): Promise<Ran> {
  const written = { result: "", said: "" };
  const output = {
    result: (text: string | Uint8Array) => (written.result += String(text)),
    say: (text: string) => (written.said += `${text}\n`),
    style: PLAIN,
  };
  const pythons = words.some((word) => word.includes("python")) ? [] : ["--python", fal, "--runpod-python", runpod];
  const code = await runVerify([...words, ...pythons], output, { programs, cache: join(folder, "cache") });
  return { code, ...written };
}

const pair = (name: string, side: string): string => join(process.cwd(), "test/proof/pairs", name, side, "handler.py");

function git(...words: readonly string[]): void {
  const who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  execFileSync("git", ["-C", folder, ...who, ...words], { stdio: "ignore" });
}

describe("verify", { timeout: 60_000 }, () => {
  const app = (): string => join(folder, "handler.py");

  it("finds equal answers to generated inputs", async () => {
    const { code, result } = await verify(pair("refresh", "new"), "--old", pair("refresh", "old"));
    expect(result).toMatch(/[1-9]\d* equal, 0 different as announced, 0 different/);
    expect(code).toBe(0);
  });

  it("shows a difference with both values, and exits with 1", async () => {
    cpSync(pair("chat", "new"), app());
    writeFileSync(join(folder, "old.py"), "import runpod\nrunpod.serverless.start({'handler': lambda job: 'hi'})\n");
    const { code, result } = await verify(app(), "--old", join(folder, "old.py"), "--seed", "7");
    expect(result).toMatch(/≠ \{\}: output\n {2}- "hi"\n {2}\+ \{"greeting":"hello nobody"\}/);
    expect(code).toBe(1);
  });

  it("reads inputs from a file, and prints JSON", async () => {
    const inputs = join(folder, "inputs.jsonl");
    writeFileSync(inputs, '{"text": "a"}\n\n{"input": {"text": "b"}, "id": "mine"}\n');
    const words = ["--old", pair("counter", "old"), "--inputs", inputs, "--format", "json"];
    const { code, result } = await verify(pair("counter", "new"), ...words);
    const report = JSON.parse(result) as { verdict: string; rows: { new: { body: { json: { id: string } } } }[] };
    expect(report.verdict).toBe("equal");
    expect(report.rows.map((row) => row.new.body.json.id)).toEqual([expect.stringMatching(/^0{8}-/), "mine"]);
    expect(code).toBe(0);
  });

  it("takes RunPod's own test inputs that lie beside the app", async () => {
    cpSync(pair("words", "new"), app());
    mkdirSync(join(folder, ".runpod"));
    const tests = { tests: [{ name: "one", input: { prompt: "from the tests" } }] };
    writeFileSync(join(folder, ".runpod/tests.json"), JSON.stringify(tests));
    const { result } = await verify(app(), "--old", pair("words", "old"), "--format", "json");
    expect(result).toContain('"prompt": "from the tests"');
  });

  it("finds the copy that a migration keeps", async () => {
    cpSync(pair("chat", "new"), app());
    mkdirSync(join(folder, ".runpod-to-fal"));
    cpSync(pair("chat", "old"), join(folder, ".runpod-to-fal/handler.py"));
    expect(await verify(app())).toMatchObject({ code: 0 });
  });

  it("finds the last version in git that called start", async () => {
    git("init");
    cpSync(pair("chat", "old"), app());
    git("add", ".");
    git("commit", "-m", "worker");
    cpSync(pair("chat", "new"), app());
    git("commit", "-am", "app");
    expect(await verify(app())).toMatchObject({ code: 0 });
    expect(await verify(app(), "--old", "git:HEAD~1")).toMatchObject({ code: 0 });
    expect(await verify(app(), "--old", "git:HEAD")).toMatchObject({ code: 2 });
  });

  it("takes a package with the folder above it, from which it imports", async () => {
    const place = (side: string): string => join(folder, side, "greeter", "main.py");
    for (const side of ["old", "new"]) {
      mkdirSync(dirname(place(side)), { recursive: true });
      writeFileSync(join(dirname(place(side)), "__init__.py"), "");
      writeFileSync(join(dirname(place(side)), "words.py"), "def greet():\n    return 'hi'\n");
    }
    writeFileSync(
      place("old"),
      "import runpod\nfrom .words import greet\nrunpod.serverless.start({'handler': lambda job: greet()})\n",
    );
    writeFileSync(
      place("new"),
      "import sys\nimport fal\nclass A(fal.App):\n    app_files = ['greeter']\n    app_files_context_dir = '..'\n    def setup(self): sys.path.append('..')\n    @fal.endpoint('/')\n    def run(self) -> str:\n        from greeter.words import greet\n        return greet()\n",
    );
    const { result } = await verify(place("new"), "--old", place("old"));
    expect(result).toMatch(/[1-9]\d* equal, 0 different as announced, 0 different/);
    expect(result).not.toContain("doubles");
  });

  it("goes through the pickle where that is asked for", async () => {
    const { code } = await verify(pair("sdxl", "new"), "--old", pair("sdxl", "old"), "--pickled");
    expect(code).toBe(0);
  });

  it.each([
    { says: "no file", words: (): string[] => [app()], said: /handler\.py does not exist/ },
    {
      says: "no old worker",
      words: () => (cpSync(pair("chat", "new"), app()), [app()]),
      said: /no old worker .* Name it with --old PATH or --old git:REV/,
    },
    {
      says: "inputs that are no JSON",
      words: () => [pair("chat", "new"), "--old", pair("chat", "old"), "--inputs", pair("chat", "old")],
      said: /handler\.py is no JSON/,
    },
    {
      says: "an interpreter that is not there",
      words: () => [pair("chat", "new"), "--old", pair("chat", "old"), "--runpod-python", "/no/such/python"],
      said: /--runpod-python \/no\/such\/python does not run/,
    },
    {
      says: "an interpreter without the SDK",
      words: () => [pair("chat", "new"), "--old", pair("chat", "old"), "--runpod-python", fal],
      said: /lacks runpod\. Install it with: .*python -m pip install runpod==/,
    },
  ])("says what helps: $says", async ({ words, said }) => {
    const ran = await verify(...words());
    expect(ran.said).toMatch(said);
    expect(ran).toMatchObject({ code: 2, result: "" });
  });

  it("says what stopped an app that does not start", async () => {
    writeFileSync(
      app(),
      "import fal\nclass A(fal.App):\n    def setup(self): raise RuntimeError('no weights')\n    @fal.endpoint('/')\n    def run(self) -> str: return 'x'\n",
    );
    const ran = await verify(app(), "--old", pair("chat", "old"));
    expect(ran.code).toBe(2);
    expect(ran.result).toMatch(/^not run: the app did not start: setup\(\) failed: RuntimeError: no weights\n$/);
  });

  it.each([
    {
      says: "variables that nobody set",
      body: 'import os\nmodel = os.environ["MODEL_OF_THE_TEST"]\ndef handler(job):\n    return model\n',
      fresh: 'import os\nmodel = os.environ["MODEL_OF_THE_TEST"]\n',
      answer: "return model",
      result: /Not set in the environment, given placeholders on both sides: MODEL_OF_THE_TEST\n[1-9]\d* equal, 0 d/,
    },
    {
      says: "that no input was answered",
      body: 'def handler(job):\n    return {"error": "busy"}\n',
      fresh: "from fastapi import HTTPException\n",
      answer: 'raise HTTPException(status_code=500, detail="busy")',
      result: /No input was answered by the old worker, so only errors were compared \(mostly: "busy"\)/,
    },
  ])("says what a reader has to know: $says", async ({ body, fresh, answer, result }) => {
    const old = join(folder, "old.py");
    writeFileSync(old, `import runpod\n${body}runpod.serverless.start({"handler": handler})\n`);
    writeFileSync(
      app(),
      `import fal\n${fresh}class A(fal.App):\n    @fal.endpoint("/")\n    def run(self):\n        ${answer}\n`,
    );
    const ran = await verify(app(), "--old", old);
    expect(ran.result).toMatch(result);
    expect(ran.code).toBe(0);
  });

  it.each([[[]], [["a.py", "b.py"]], [["a.py", "--format", "xml"]], [["a.py", "--nope"]], [["a.py", "--seed", "x"]]])(
    "refuses wrong usage: %s",
    async (words) => {
      await expect(verify(...words)).rejects.toThrow(UsageError);
    },
  );
});
