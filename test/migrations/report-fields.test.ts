import { beforeAll, expect, test } from "vitest";
import { migrate } from "../../server/src/migration/engine.js";
import type { FieldReport } from "../../server/src/migration/report.js";
import { loadGrammar, workspaceOf } from "../environment/workspace.js";

beforeAll(loadGrammar);

/** What the report says of the fields that a handler with this body reads. */
function fieldsOf(body: string): readonly FieldReport[] {
  const worker = `import runpod\n\n\ndef handler(job):\n    data = job["input"]\n${body}\n\nrunpod.serverless.start({"handler": handler})\n`;
  const { files } = migrate(workspaceOf({ "handler.py": worker }));
  return files[0]?.apps[0]?.endpoints[0]?.fields ?? [];
}

const CASES: readonly (readonly [told: string, body: string, field: Partial<FieldReport>])[] = [
  ["by nothing", '    return data["x"]', { type: "Any", required: true, confidence: "low", source: "none" }],
  ["by its name", '    return data["prompt"]', { type: "str", confidence: "low", source: "name" }],
  ["by a default", '    return data.get("x", 5)', { type: "int", default: "5", confidence: "medium", source: "default" }],
  ["by a use", '    return data["x"].strip()', { type: "str", confidence: "medium", source: "use" }],
  [
    "by a default and a use",
    '    return data.get("x", "a").strip()',
    { type: "str", required: false, confidence: "high", source: "default, use" },
  ],
  ["by a cast", '    return int(data["x"])', { type: "int", confidence: "high", source: "cast" }],
  [
    "by signs that contradict each other",
    '    print(data.get("x", 5).strip())\n    return data.get("x", 5)',
    { type: "str | int", confidence: "low", source: "default, use" },
  ],
];

test.each(CASES)("the type of a field that is told %s", (_told, body, field) => {
  expect(fieldsOf(body)).toMatchObject([field]);
});
