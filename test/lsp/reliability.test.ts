import {
  CodeActionRequest,
  DidChangeTextDocumentNotification,
  HoverRequest,
  LSPErrorCodes,
} from "vscode-languageserver-protocol/node";
import { CancellationTokenSource } from "vscode-jsonrpc";
import { describe, expect, test } from "vitest";
import type { Engine } from "../../server/src/lsp/engine.js";
import { migrate } from "../../server/src/protocol.js";
import type { Editor } from "./editor.js";
import { connect } from "./session.js";
import { smallEngine, WORKER } from "./small-engine.js";

const URI = "file:///work/handler.py";
const START = { line: 0, character: 0 };

/** An engine that fails in one of its answers. */
function failing(part: keyof Engine, error = new Error("a bug")): () => Promise<Engine> {
  const fails = (): never => {
    throw error;
  };
  return () => Promise.resolve({ ...smallEngine, [part]: fails });
}

describe("an exception in the engine", () => {
  test("costs one answer, stands in the log, and the next question is answered", async () => {
    const editor = await connect({ loadEngine: failing("check") });
    editor.open(URI, WORKER);
    const hover = { textDocument: { uri: URI }, position: START };
    expect(await editor.connection.sendRequest(HoverRequest.type, hover)).toBeNull();
    expect(await editor.actions(URI, "import")).toEqual([]);
    expect(editor.logged.join("\n")).toMatch(/hover failed: Error: a bug[\s\S]*code actions failed/);
  });

  test("during a migration is told to the client that asked for it", async () => {
    const editor = await connect({ loadEngine: failing("migrate") });
    editor.open("untitled:a.py", WORKER);
    const answer = editor.connection.sendRequest(migrate, { uris: ["untitled:a.py"] });
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestFailed });
  });

  test("that leaves the parser dead ends the server, so that a new one is started", async () => {
    const abort = Object.assign(new Error("Aborted()"), { name: "RuntimeError" });
    const failed = new Promise<string>((resolve) => {
      void connect({ loadEngine: failing("check", abort), fail: resolve }).then((editor) => editor.open(URI, WORKER));
    });
    expect(await failed).toContain("Aborted()");
  });
});

describe("what comes from outside", () => {
  test.each([
    ["a migration of nothing", "runpodToFal/migrate", { uris: [] }],
    ["a migration of no list", "runpodToFal/migrate", { uris: "file:///x" }],
    ["a migration without parameters", "runpodToFal/migrate", null],
    ["a file that does not exist", "runpodToFal/migrate", { uris: ["file:///no/such/file.py"] }],
    ["a URI that is none", "runpodToFal/migrate", { uris: ["file://%zz"] }],
    ["apps of nothing", "runpodToFal/documentApps", {}],
    ["a hover nowhere", "textDocument/hover", { textDocument: { uri: "file:///else.py" }, position: START }],
    ["an action without data", "codeAction/resolve", { title: "x", data: 5 }],
    ["a command that is unknown", "workspace/executeCommand", { command: "rm", arguments: ["-rf"] }],
  ])("%s is answered or refused, and the server lives on", async (_, method, params) => {
    const editor = await connect();
    await editor.connection.sendRequest(method, params).catch(() => undefined);
    editor.open(URI, WORKER);
    expect((await editor.diagnostics(URI)).diagnostics).toHaveLength(4);
  });

  test("changes far outside the text, or of a document that was never opened, do no harm", async () => {
    const editor = await connect();
    editor.open(URI, WORKER);
    const far = { line: 9_999, character: 9_999 };
    for (const uri of [URI, "file:///never/opened.py"]) {
      const contentChanges = [{ range: { start: far, end: far }, text: "\n" }];
      void editor.connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version: 2 },
        contentChanges,
      });
    }
    expect((await editor.diagnostics(URI, 2)).diagnostics).toHaveLength(4);
  });

  test("a question that is withdrawn is not answered", async () => {
    const { editor, load } = await whileLoading();
    const withdrawn = new CancellationTokenSource();
    const params = { textDocument: { uri: URI }, range: { start: START, end: START }, context: { diagnostics: [] } };
    const answer = editor.connection.sendRequest(CodeActionRequest.type, params, withdrawn.token);
    withdrawn.cancel();
    await roundTrip(editor);
    load();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  test("a question about a text that changes before it can be answered is refused", async () => {
    const { editor, load } = await whileLoading();
    const answer = editor.actions(URI, "runpod.serverless.start");
    editor.change(URI, { range: { start: START, end: START }, newText: "\n" });
    await roundTrip(editor);
    load();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
  });
});

/** An editor with an open worker, whose server still loads its engine. */
async function whileLoading(): Promise<{ readonly editor: Editor; readonly load: () => void }> {
  let load: () => void = () => undefined;
  const engine = new Promise<Engine>((resolve) => {
    load = () => {
      resolve(smallEngine);
    };
  });
  const editor = await connect({ loadEngine: () => engine });
  editor.open(URI, WORKER);
  return { editor, load };
}

/** Everything sent before has reached the server: messages keep their order. */
async function roundTrip(editor: Editor): Promise<void> {
  await editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri: "file:///x" }, position: START });
}

describe("large and broken texts", () => {
  test("a text of 5 MB is not analysed, and says so at its first line", async () => {
    const editor = await connect({ loadEngine: () => Promise.reject(new Error("loaded")) });
    editor.open(URI, WORKER + "value = 1\n".repeat(500_000));
    const { diagnostics } = await editor.diagnostics(URI);
    expect(diagnostics).toMatchObject([{ message: expect.stringContaining("too large") as string, severity: 3 }]);
  });

  test.each([
    ["empty", ""],
    ["a lone surrogate and a NUL", `# \ud800\0\n${WORKER}`],
    ["brackets alone", `import runpod\n${"(".repeat(100_000)}`],
    ["an open triple quote", `import runpod\n"""${WORKER}`],
    ["a class that never ends", `${WORKER}class A(`],
  ])("%s is read without harm", async (_, text) => {
    const editor = await connect();
    editor.open(URI, text);
    const { diagnostics } = await editor.diagnostics(URI);
    expect(diagnostics.length).toBe(smallEngine.check(text).length);
    expect(editor.logged).toEqual([]);
  });
});
