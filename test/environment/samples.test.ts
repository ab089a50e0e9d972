import { describe, expect, test } from "vitest";
import { readSamples } from "../../server/src/migration/environment/samples.js";
import { workspaceOf } from "./workspace.js";

/** Files, then the samples as `name: input`. */
const CASES: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  ["a job", { "test_input.json": '{"input": {"prompt": "a"}, "id": "1"}' }, ['test_input: {"prompt":"a"}']],
  ["the bare form", { "test_input.json": '{"prompt": "a", "input": 1}' }, ['test_input: {"prompt":"a","input":1}']],
  ["an input that is no object", { "test_input.json": '{"input": "text"}' }, ['test_input: "text"']],
  [
    "tests of the hub, wrapped or not",
    {
      ".runpod/tests.json": JSON.stringify({
        tests: [
          { name: "plain", input: { a: 1 }, timeout: 1 },
          { name: "wrapped", input: { input: { a: 2 } } },
          { name: "none" },
        ],
        config: {},
      }),
    },
    ['plain: {"a":1}', 'wrapped: {"a":2}'],
  ],
  [
    "tests of the workflow",
    { ".github/tests.json": '[{"hardwareConfig": {"endpointConfig": {"name": "x"}}, "input": {"mock_return": "hi"}}]' },
    ['tests: {"mock_return":"hi"}'],
  ],
  [
    "folders of inputs",
    { "test_inputs/a.json": '{"input": {"a": 1}}', "test_inputs/b.json": '{"a": 2}', "examples/c.json": '{"a": 3}' },
    ['a: {"a":1}', 'b: {"a":2}'],
  ],
  ["one job a line", { "test_input.jsonl": '{"input": 1}\n\n{"input": 2}\n' }, ["test_input: 1", "test_input: 2"]],
  ["a byte order mark", { "test_input.json": '\uFEFF{"input": 1}' }, ["test_input: 1"]],
  ["what is not JSON", { "test_input.json": "{input: 1}", "tests.json": "" }, []],
  ["a listing without tests", { ".runpod/hub.json": '{"title": "x", "config": {}}' }, []],
];

describe("sample inputs", () => {
  test.each(CASES)("%s", (_, files, samples) => {
    const found = readSamples(workspaceOf({ "handler.py": "", ...files }), "handler.py");
    expect(found.map(({ name, input }) => `${name}: ${JSON.stringify(input)}`)).toEqual(samples);
  });

  test("those beside the worker come before those above it", () => {
    const workspace = workspaceOf({
      "src/handler.py": "",
      "src/test_input.json": '{"input": 1}',
      "test_input.json": '{"input": 2}',
      "other/test_input.json": '{"input": 3}',
    });
    expect(readSamples(workspace, "src/handler.py").map(({ path }) => path)).toEqual([
      "src/test_input.json",
      "test_input.json",
    ]);
  });
});
