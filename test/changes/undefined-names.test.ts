import { beforeAll, describe, expect, test } from "vitest";
import { migrate } from "../../server/src/migration/engine.js";
import { loadGrammar, workspaceOf } from "../environment/workspace.js";

beforeAll(loadGrammar);

/** A handler's body under imports, and the lines at which the report misses a definition. */
const CASES: readonly (readonly [what: string, imports: string, body: string, lines: readonly number[]])[] = [
  ["a name that a job comes to", "import runpod", "return str(torch.float16)", [4]],
  ["nothing where all is defined", "import runpod", "return str(__file__)", []],
  ["nothing where a wildcard may bring it", "import runpod\nfrom os.path import *", "return join('a', 'b')", []],
  ["nothing where code may define it", "import runpod\nexec('answer = 42')", "return answer", []],
];

describe("a name that nothing defines", () => {
  test.each(CASES)("%s", (_, imports, body, lines) => {
    const unused = "def unused():\n    return nothing";
    const code = `${imports}\n\ndef handler(job):\n    ${body}\n\n${unused}\n\nrunpod.serverless.start({"handler": handler})\n`;
    const [file] = migrate(workspaceOf({ "handler.py": code })).files;
    const found = file?.notes.filter(({ rule }) => rule === "undefined-name").map(({ line }) => line);
    expect(found).toEqual(lines);
  });
});
