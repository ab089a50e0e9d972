import { createServer, type AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { FailureError, type Failure } from "../../client/src/failure.js";
import { diagnose } from "../../client/src/local/diagnose.js";
import { freePorts } from "../../client/src/local/free-ports.js";
import { runApp, type RunningApp } from "./fal.js";

const endpoint = '    @fal.endpoint("/")\n    def run(self) -> str:\n        return "x"\n';
const app = (body: string, options = ""): string => `import fal\nclass Demo(fal.App${options}):\n${body}${endpoint}`;
const setup = (body: string): string => app(`    def setup(self):\n        ${body}\n`);

/** What the user is told: kind, message, cause, line and what the button does. */
type Told = readonly [
  kind: string,
  message: RegExp,
  cause: RegExp | undefined,
  line: number | undefined,
  remedy: string,
];

const failures: Readonly<Record<string, readonly [text: string, ...told: Told]>> = {
  "a package that is missing at module level": [
    `import torch_nope\n${app("")}`,
    "package-missing",
    /^`torch_nope` is not installed in \S+python, which runs the app\.$/,
    undefined,
    undefined,
    "install",
  ],
  "a package that is missing in setup": [
    setup("import torch_nope.cuda"),
    "package-missing",
    /^`torch_nope` is not installed/,
    undefined,
    undefined,
    "install",
  ],
  "a file that is not Python": [
    "import fal\nclass Demo(fal.App)\n    pass\n",
    "syntax-error",
    /^app\.py, line 2 is not Python: expected ':'\.$/,
    undefined,
    undefined,
    "open-place",
  ],
  "a name that a module lacks": [
    `from json import nope\n${app("")}`,
    "name-missing",
    /^`json` has no `nope`/,
    /cannot import name/,
    1,
    "open-place",
  ],
  "a relative import": [
    `from . import models\n${app("")}`,
    "relative-import",
    /relative import/,
    /no known parent package/,
    1,
    "open-place",
  ],
  "a module that raises": [
    `import fal\ndef deep():\n    raise ValueError("no luck [b] here")\ndeep()\n`,
    "module-raised",
    /while it was being loaded/,
    /^ValueError: no luck \[b\] here$/,
    3,
    "open-place",
  ],
  "a module that exits": [
    "import sys\nsys.exit(5)\n",
    "module-exit",
    /ended the process .* \(exit code 5\)/,
    undefined,
    undefined,
    "show-output",
  ],
  "a class that is not there": [
    app("").replace("Demo", "Other"),
    "class-missing",
    /^The file defines no `Demo`/,
    undefined,
    undefined,
    "show-output",
  ],
  "an app without an endpoint": [
    "import fal\nclass Demo(fal.App):\n    def helper(self):\n        pass\n",
    "no-endpoint",
    /^`Demo` has no endpoint/,
    undefined,
    undefined,
    "show-output",
  ],
  "an option that fal does not know": [
    app("", ", keep_alvie=300"),
    "unknown-option",
    /`keep_alvie`.*did you mean `keep_alive`\?$/,
    undefined,
    undefined,
    "show-output",
  ],
  "a machine type as an argument of the class": [
    app("", ', machine_type="GPU-H100"'),
    "option-as-keyword",
    /^`machine_type` must be an attribute/,
    undefined,
    undefined,
    "show-output",
  ],
  "an overridden __init__": [
    app("    def __init__(self):\n        pass\n"),
    "init-overridden",
    /belongs into `setup\(\)`/,
    undefined,
    2,
    "open-place",
  ],
  "a setup that raises": [
    setup('raise RuntimeError("weights [b] are gone")'),
    "setup-failed",
    /^`setup\(\)` of `Demo` failed\.$/,
    /^RuntimeError: weights \[b\] are gone$/,
    4,
    "open-place",
  ],
  "a setup that exits": [
    setup("import sys; sys.exit(3)"),
    "setup-failed",
    /^`setup\(\)` ended the process\.$/,
    /^SystemExit: 3$/,
    4,
    "open-place",
  ],
  "a process that something ends": [
    setup("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"),
    "killed",
    /ended from outside \(signal SIGKILL\)/,
    undefined,
    undefined,
    "show-output",
  ],
};

describe("an app that cannot start says why", () => {
  it.each(Object.entries(failures))("%s", async (_, [text, ...told]) => {
    expectTold(await failureOf(await runApp(text)), told);
  });

  it("a port that another program takes", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "0.0.0.0", resolve));
    onTestFinished(() => void other.close());
    const busy = (other.address() as AddressInfo).port;
    const [free = 0] = await freePorts(1);
    const failure = await failureOf(await runApp(app(""), { ports: [free, busy] }));
    expect(failure).toMatchObject({ kind: "port-busy", remedy: { kind: "retry" } });
    expect(failure.message).toContain(String(busy));
  });

  it("an app that dies of a request", async () => {
    const text = app("").replace('return "x"', "import os; os._exit(7)");
    const { app: running } = await runApp(text);
    await running.ready;
    await expect(fetch(running.address, { method: "POST" })).rejects.toThrow();
    expect(await running.ended).toMatchObject({ kind: "crashed", message: "`Demo` ended by itself (exit code 7)." });
  });
});

/** What this client never brings about itself, since it names file and class: fal's words, and what is told of them. */
const words: Readonly<Record<string, readonly [stdout: string, stderr: string, kind: string, message: RegExp]>> = {
  "a file that is not there": [
    "✘ [Errno 2] No such file or directory: '/x/app.py'",
    "",
    "file-missing",
    /^\/x\/app\.py does not exist\.$/,
  ],
  "a file without an app": ["✘ No fal.App or fal.function found in the module.", "", "no-app", /has no fal\.App/],
  "a file with several apps": [
    "✘ Multiple fal.Apps found in the module: ['A', 'B']. Please specify the name of the app.",
    "",
    "several-apps",
    /'A', 'B'/,
  ],
  "a fal that does not know what it is asked for": [
    "",
    "fal run: error: unrecognized arguments: --exposed-port",
    "fal-outdated",
    /newer one does/,
  ],
};

it.each(Object.entries(words))("%s is told from fal's words", (_, [stdout, stderr, kind, message]) => {
  const ending = { code: 1, signal: null };
  const run = { stdout: [stdout], stderr: [stderr], ending, wasReady: false };
  const failure = diagnose({ ...run, python: "/python", file: "/x/app.py", folder: "/x", class: "Demo" });
  expect(failure.kind).toBe(kind);
  expect(failure.message).toMatch(message);
});

async function failureOf({ app: running, lines }: RunningApp): Promise<Failure> {
  const failure = await running.ready.then(
    () => undefined,
    (error: unknown) => (error instanceof FailureError ? error.failure : undefined),
  );
  expect(failure, lines.join("\n")).toBeDefined();
  expect(lines.filter((line) => /^[│╭╰]|site-packages.*runners/.test(line))).toEqual([]);
  return failure as Failure;
}

function expectTold(failure: Failure, [kind, message, cause, line, remedy]: Told): void {
  expect(failure.kind).toBe(kind);
  expect(failure.message).toMatch(message);
  expect(failure.message).not.toMatch(/\n|Traceback/);
  if (cause === undefined) expect(failure.cause).toBeUndefined();
  else expect(failure.cause).toMatch(cause);
  expect(failure.place?.line).toBe(line);
  expect(failure.remedy.kind).toBe(remedy);
}
