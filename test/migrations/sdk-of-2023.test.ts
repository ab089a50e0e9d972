import { beforeAll, expect, it } from "vitest";
import { migrate } from "../../server/src/migration/engine.js";
import { loadGrammar, workspaceOf } from "../environment/workspace.js";

beforeAll(loadGrammar);

/** A worker of 2023: later SDKs have no such modules, so that it cannot be run beside its App. */
function migrated(body: string): string {
  const source = [
    "import runpod",
    "from runpod.serverless.utils import validator",
    "",
    'RULES = {"text": {"type": str, "required": True}, "times": {"type": int, "required": False, "default": 2}}',
    "",
    "def handler(job):",
    ...body.split("\n").map((line) => `    ${line}`),
    "",
    'runpod.serverless.start({"handler": handler})',
    "",
  ].join("\n");
  const { changed, files } = migrate(workspaceOf({ "handler.py": source }));
  expect(files.map(({ status }) => status)).toEqual(["converted"]);
  return changed[0]?.text ?? "";
}

it("takes over a schema whose errors were a list", () => {
  const text = migrated(`job_input = job["input"]
errors = validator.validate(job_input, RULES)
if errors:
    return {"error": errors}
return {"text": job_input["text"] * job_input["times"]}`);
  expect(text).toContain("    times: int = 2");
  expect(text).toContain("input.text * input.times");
  expect(text).not.toContain("errors");
});

it("gives code that reads the list a function that makes it", () => {
  const text = migrated(`job_input = job["input"]
errors = validator.validate(job_input, RULES)
return {"text": job_input["text"], "problems": errors}`);
  expect(text).toContain("errors = check_input(job_input, RULES)");
  expect(text).toContain("def check_input(raw_input, schema):");
});
