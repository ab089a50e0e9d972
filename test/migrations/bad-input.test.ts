import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { check, migrate, type Migration } from "../../server/src/migration/engine.js";
import { readModule } from "../../server/src/python/module.js";
import { syntaxFault } from "../../server/src/python/syntax-fault.js";
import { takeForm } from "../../server/src/python/text-form.js";
import { loadGrammar, workspaceOf } from "../environment/workspace.js";

beforeAll(loadGrammar);

/** Programs that break in as many ways as they are long. */
const workers = readdirSync("test/workers", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".py"))
  .sort()
  .map((path) => readFileSync(join("test/workers", path), "utf8"))
  .filter((text) => text.length < 5000);

/** What people, editors and notebooks leave in files. */
const debris = [
  ...Array.from("()[]{}:,;.=@'\"\\#*%!\t\r\n \f\0\u{feff}\u{d800}\u{2028}é"),
  '"""',
  "'''",
  "f'{",
  "\r\n",
  "%matplotlib inline\n",
  "!pip install runpod\n",
  "!{sys.executable} -m pip install x\n",
  'print "done"\n',
  "except KeyError, e:\n",
  "exec code in scope\n",
  "<<<<<<< HEAD\n=======\n>>>>>>> main\n",
  "def handler(",
  "return {",
  "yield ",
  "async ",
  "await ",
  "lambda job: ",
  "if True:\n",
  "\telse:\n",
  "class ",
  "import runpod",
  "from . import handler\n",
  "from runpod import *\n",
  "global handler\n",
  'runpod.serverless.start({"handler": ',
  "runpod.serverless.start(",
  'job["input"]',
  "match job:\n    case ",
  "# -*- coding: latin-1 -*-\n",
];

type Mutation = (text: string) => string;

/** A place in a text, as a share of its length, so that it means something after other mutations too. */
const share = fc.double({ min: 0, max: 1, noNaN: true });
const at = (text: string, part: number): number => Math.floor(part * text.length);
const lineAt = (text: string, part: number): number => text.lastIndexOf("\n", at(text, part)) + 1;

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  share.map((part) => (text: string) => text.slice(0, at(text, part))),
  fc.tuple(share, fc.nat(40)).map(([part, length]) => (text: string) => {
    const start = at(text, part);
    return text.slice(0, start) + text.slice(start + length);
  }),
  fc.tuple(share, fc.nat(200)).map(([part, length]) => (text: string) => {
    const start = at(text, part);
    return text.slice(0, start + length) + text.slice(start);
  }),
  fc.tuple(share, fc.constantFrom(...debris)).map(([part, piece]) => (text: string) => {
    const start = at(text, part);
    return text.slice(0, start) + piece + text.slice(start);
  }),
  fc.tuple(share, fc.constantFrom(...debris)).map(([part, piece]) => (text: string) => {
    const start = lineAt(text, part);
    return text.slice(0, start) + piece + text.slice(start);
  }),
  fc.tuple(share, fc.constantFrom("", "  ", "\t", "        ")).map(([part, indent]) => (text: string) => {
    const start = lineAt(text, part);
    return text.slice(0, start) + indent + text.slice(start).replace(/^[ \t]*/, "");
  }),
  fc.constantFrom(...workers).map((other) => (text: string) => text + other),
  fc.constantFrom(...workers).map((other) => (text: string) => `${text.split("\n\n")[0] ?? ""}\n\n${other}`),
  fc.constant((text: string) => text.replaceAll("\n", "\r\n")),
  fc.constant((text: string) => text.replaceAll("    ", "\t")),
);

const program = fc
  .tuple(fc.constantFrom(...workers), fc.array(mutation, { minLength: 1, maxLength: 3 }))
  .map(([text, mutations]) => mutations.reduce((result, mutate) => mutate(result), text));

function parses(text: string): boolean {
  const { text: lines } = takeForm(text);
  const module = readModule("x.py", lines);
  return module !== undefined && syntaxFault(lines, module.root) === undefined;
}

/** What must hold of a migration whatever stands in the file. */
function expectSound(text: string, { changed, files }: Migration): void {
  for (const file of files) {
    if (file.status === "failed") expect(file.decisions).not.toHaveLength(0);
    for (const { line, reason } of [...file.decisions, ...file.notes]) {
      expect(reason).not.toBe("");
      expect(line).toBeGreaterThan(0);
      expect(line).toBeLessThanOrEqual(text.split("\n").length);
    }
  }
  if (!parses(text)) {
    expect(changed).toEqual([]);
    expect(files.filter(({ status }) => status !== "failed" && status !== "unchanged")).toEqual([]);
  }
  for (const { text: written } of changed) expect(parses(written), written).toBe(true);
}

describe("whatever stands in a file", () => {
  it("a migration ends with a program or a reason, and always with the same", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(program, (text) => {
        const workspace = workspaceOf({ "handler.py": text });
        const migration = migrate(workspace);
        expectSound(text, migration);
        expect(migrate(workspace)).toEqual(migration);
      }),
      { seed: 1, numRuns: 80 },
    );
  });

  it("findings stand inside it", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(program, (text) => {
        for (const { span } of check(text)) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { seed: 2, numRuns: 80 },
    );
  });
});

const START = 'runpod.serverless.start({"handler": handler})\n';

describe("a workspace that is hard to read", () => {
  const statements = Array.from(
    { length: 1500 },
    (_, number) => `    if x == ${String(number)}:\n        return {"error": f"not {x}"}\n`,
  );
  const nested = `${"[".repeat(3000)}${"]".repeat(3000)}`;

  it.each<[string, Readonly<Record<string, string>>]>([
    ["a handler of thousands of lines", { "handler.py": `import runpod\n\ndef handler(job):\n    x = job["input"]["x"]\n${statements.join("")}    return x\n\n${START}` }],
    ["a value nested thousands of times", { "handler.py": `import runpod\n\nDATA = ${nested}\n\ndef handler(job):\n    return DATA\n\n${START}` }],
    ["five megabytes", { "handler.py": `import runpod\n\nTABLE = [\n${"    1234567890,\n".repeat(350_000)}]\n\ndef handler(job):\n    return TABLE[0]\n\n${START}` }],
    ["modules that import each other", { "handler.py": `import runpod\nfrom models import load\n\ndef handler(job):\n    return load(job)\n\n${START}`, "models.py": "from handler import handler\nimport models\n\ndef load(job):\n    return handler(job) if job else load(job)\n" }],
    ["modules that are missing", { "handler.py": `import runpod\nfrom .schemas import INPUT\nfrom app.models.core import Model\nfrom runpod.serverless.utils.rp_validator import validate\n\nmodel = Model()\n\ndef handler(job):\n    checked = validate(job["input"], INPUT)\n    if "errors" in checked:\n        return {"error": checked["errors"]}\n    return model(checked["validated_input"])\n\n${START}` }],
    ["a module that does not parse beside it", { "handler.py": `import runpod\nfrom broken import load\n\ndef handler(job):\n    return load(job["input"])\n\n${START}`, "broken.py": "def load(:\n  return\n" }],
  ])("%s", { timeout: 120_000 }, (_, files) => {
    const migration = migrate(workspaceOf(files));
    expectSound(files["handler.py"] ?? "", migration);
    expect(migration.files.find(({ path }) => path === "handler.py")).toBeDefined();
  });
});
