import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import {
  createProtocolConnection,
  ExitNotification,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
  ShutdownRequest,
} from "vscode-languageserver-protocol/node";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { migrate } from "../../server/src/protocol.js";
import { Editor, MODERN } from "./editor.js";

const SERVER = join(process.cwd(), "dist/server.js");
const URI = "untitled:handler.py";

const WORKER = `import runpod


def handler(job):
    runpod.serverless.progress_update(job, "loading")
    return {"echo": job["input"]["text"]}


runpod.serverless.start({"handler": handler})
`;

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill();
});

function start(...options: readonly string[]): ChildProcess {
  const isIpc = options.includes("--node-ipc");
  const child = spawn(process.execPath, [SERVER, ...options], {
    stdio: ["pipe", "pipe", "pipe", ...(isIpc ? (["ipc"] as const) : [])],
  });
  started.push(child);
  return child;
}

function overStdio(): { readonly child: ChildProcess; readonly editor: Editor } {
  const child = start("--stdio");
  if (child.stdout === null || child.stdin === null) throw new Error("The server has no streams.");
  return { child, editor: new Editor({ input: child.stdout, output: child.stdin }) };
}

beforeAll(async () => {
  const [status] = (await once(spawn(process.execPath, ["esbuild.mjs"], { stdio: "inherit" }), "exit")) as [number];
  expect(status).toBe(0);
});

describe("the bundle as a process", () => {
  test("finds, migrates and leaves when it is told to", async () => {
    const { child, editor } = overStdio();
    await editor.initialize();
    editor.open(URI, WORKER);
    const { diagnostics } = await editor.diagnostics(URI);
    expect(diagnostics.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["progress-update", "serverless-start"]),
    );
    const [action] = await editor.actions(URI, "runpod.serverless.start", ["refactor.rewrite"]);
    const { changed } = await editor.connection.sendRequest(migrate, { uris: [URI] });
    await editor.choose(action ?? { title: "none" });
    expect(editor.text(URI)).toContain("(fal.App");
    expect(editor.text(URI)).toBe(changed[0]?.text);
    expect((await editor.diagnostics(URI)).diagnostics).toEqual([]);
    await editor.connection.sendRequest(ShutdownRequest.type);
    await editor.connection.sendNotification(ExitNotification.type);
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("speaks the channel of VS Code too", async () => {
    const child = start("--node-ipc");
    const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    connection.listen();
    const params = { processId: null, rootUri: null, capabilities: MODERN };
    expect(await connection.sendRequest(InitializeRequest.type, params)).toMatchObject({
      capabilities: { positionEncoding: "utf-16" },
    });
    connection.dispose();
  });

  test.each([
    ["a header without a length", "Content-Type: x\r\n\r\n{}"],
    ["a length that is no number", "Content-Length: abc\r\n\r\n{}"],
    ["a header without a colon", "Content-Length 5\r\n\r\n{}"],
  ])("%s ends it with an error: nobody knows where the next message starts", async (_, bytes) => {
    const child = start("--stdio");
    child.stdin?.write(bytes);
    expect(await once(child, "exit")).toEqual([1, null]);
  });

  test("a body that is no JSON costs that message only", async () => {
    const { child, editor } = overStdio();
    child.stdin?.write("Content-Length: 5\r\n\r\n{nope");
    expect(await editor.initialize()).toHaveProperty("capabilities");
  });

  test("a client that goes away takes it along", async () => {
    const { child, editor } = overStdio();
    await editor.initialize();
    child.stdin?.end();
    await once(child, "exit");
  });
});
