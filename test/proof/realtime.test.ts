import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/environments.js";
import { migrate } from "../../server/src/migration/engine.js";
import { loadGrammar, workspaceOf } from "../environment/workspace.js";
import { packages, root } from "./sides.js";

let python: string;

beforeAll(async () => {
  await loadGrammar();
  python = (await pythonEnvironment("fal", [...packages, "msgpack", "websockets"])).python;
}, 600_000);

function messages(text: string, inputs: readonly unknown[]): unknown {
  const program = join(root, "test/proof/realtime_program.py");
  const input = JSON.stringify({ text, inputs });
  const { stdout, stderr } = spawnSync(python, ["-P", program], { input, encoding: "utf8", timeout: 120_000 });
  const last = stdout.trim().split("\n").at(-1) ?? "";
  expect(last, stderr).not.toBe("");
  return JSON.parse(last);
}

const GENERATORS: readonly (readonly [name: string, handler: string])[] = [
  [
    "a generator",
    `def handler(job):
    for word in job["input"]["text"].split():
        if word == "stop":
            raise ValueError("stopped")
        if word == "wrong":
            yield {"error": "a wrong word"}
        yield {"word": word}
`,
  ],
  [
    "an asynchronous generator",
    `async def handler(job):
    for word in job["input"]["text"].split():
        if word == "stop":
            raise ValueError("stopped")
        if word == "wrong":
            yield {"error": "a wrong word"}
        yield {"word": word}
`,
  ],
];

/** After the last chunk fal says that it waits for no more input, and closes (fal 1.83.0). */
const END = { fal: "TIMEOUT" };

describe("what a handler yields arrives over fal's websocket", () => {
  it.each(GENERATORS)("%s", (_name, handler) => {
    const worker = `import runpod\n\n\n${handler}\n\nrunpod.serverless.start({"handler": handler})\n`;
    const { changed, files } = migrate(workspaceOf({ "handler.py": worker }), undefined, { streaming: "realtime" });
    expect(files[0]?.apps[0]?.endpoints).toMatchObject([{ path: "/realtime", streaming: true }]);
    const inputs = ["one two", "one stop two", "one wrong two"].map((text) => ({ text }));
    expect(messages(changed[0]?.text ?? "", inputs)).toEqual([
      [{ word: "one" }, { word: "two" }, END],
      [{ word: "one" }, { error: "stopped" }, END],
      [{ word: "one" }, { error: "a wrong word" }, END],
    ]);
  });

  it("but event text stays a stream", () => {
    const handler = 'def handler(job):\n    yield "data: 1\\n\\n"\n';
    const worker = `import runpod\n\n\n${handler}\n\nrunpod.serverless.start({"handler": handler})\n`;
    const { files } = migrate(workspaceOf({ "handler.py": worker }), undefined, { streaming: "realtime" });
    expect(files[0]?.apps[0]?.endpoints).toMatchObject([{ path: "/stream", streaming: true }]);
  });
});
