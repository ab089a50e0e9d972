import {
  DiagnosticRefreshRequest,
  DocumentDiagnosticRequest,
  DiagnosticSeverity,
} from "vscode-languageserver-protocol/node";
import { describe, expect, test } from "vitest";
import type { Engine } from "../../server/src/lsp/engine.js";
import { DIAGNOSTIC_SOURCE } from "../../server/src/protocol.js";
import { MODERN } from "./editor.js";
import { loadGrammar } from "../environment/workspace.js";
import { connect } from "./session.js";
import { smallEngine, WORKER } from "./small-engine.js";

const URI = "file:///work/handler.py";
const PULLING = { ...MODERN, textDocument: { ...MODERN.textDocument, diagnostic: { dynamicRegistration: false } } };

describe("diagnostics that are sent", () => {
  test("carry the rule, its page, its severity and what a fix would do", async () => {
    const editor = await connect();
    editor.open(URI, WORKER);
    const { diagnostics } = await editor.diagnostics(URI);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      "progress-update",
      "volume-path",
      "progress-update",
      "serverless-start",
    ]);
    expect(diagnostics[3]).toEqual({
      range: editor.range(URI, 'runpod.serverless.start({"handler": handler})'),
      severity: DiagnosticSeverity.Error,
      code: "serverless-start",
      codeDescription: { href: "https://docs.fal.ai/serverless-start" },
      source: DIAGNOSTIC_SOURCE,
      message: "fal starts an App.",
      data: { fix: "conversion", safety: "review" },
    });
  });

  test("leave out what the client does not understand", async () => {
    const editor = await connect({ capabilities: {} });
    editor.open(URI, WORKER);
    const [first] = (await editor.diagnostics(URI)).diagnostics;
    expect(Object.keys(first ?? {}).sort()).toEqual(["code", "message", "range", "severity", "source"]);
  });

  test("follow what is typed, and the last ones speak of the last text", async () => {
    const editor = await connect();
    editor.open(URI, WORKER);
    editor.type(URI, '"loading")', '\n    runpod.serverless.progress_update(job, "typed")');
    const { diagnostics } = await editor.diagnostics(URI);
    expect(diagnostics.filter(({ code }) => code === "progress-update")).toHaveLength(3);
    expect(editor.published.at(-1)?.version).toBe(editor.document(URI).version);
  });

  test("changes that arrive together are looked at once", async () => {
    let checks = 0;
    const counting: Engine = { ...smallEngine, check: (text) => ((checks += 1), smallEngine.check(text)) };
    const editor = await connect({ loadEngine: () => Promise.resolve(counting) });
    editor.open(URI, WORKER);
    await editor.diagnostics(URI);
    checks = 0;
    editor.type(URI, "weights", "_of_the_model_that_is_loaded");
    await editor.diagnostics(URI);
    expect(checks).toBeLessThan(5);
  });

  test("are taken back when the document closes", async () => {
    const editor = await connect();
    editor.open(URI, WORKER);
    await editor.diagnostics(URI);
    editor.close(URI);
    const last = await editor.until(() => editor.published.find(({ version }) => version === undefined));
    expect(last).toEqual({ uri: URI, diagnostics: [] });
  });

  test("untitled documents have them too", async () => {
    const editor = await connect();
    editor.open("untitled:Untitled-1", WORKER);
    expect((await editor.diagnostics("untitled:Untitled-1")).diagnostics).toHaveLength(4);
  });

  test.each([
    ["a rule that is ignored", { diagnostics: { ignore: ["progress-update"] } }, ["volume-path", "serverless-start"]],
    ["rules that are selected", { diagnostics: { select: ["volume-path"] } }, ["volume-path"]],
    ["all of them switched off", { diagnostics: { enable: false } }, []],
  ])("settings: %s", async (_, settings, codes) => {
    const editor = await connect({ settings, parameters: { initializationOptions: { trusted: true, settings } } });
    editor.open(URI, WORKER);
    expect((await editor.diagnostics(URI)).diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  test("a setting that changes shows at once", async () => {
    const editor = await connect();
    editor.open(URI, WORKER);
    await editor.diagnostics(URI);
    editor.settings = { diagnostics: { enable: false } };
    void editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await editor.until(() => editor.published.find(({ diagnostics }) => diagnostics.length === 0));
  });
});

describe("diagnostics that are asked for", () => {
  test("are answered, and an unchanged document costs nothing", async () => {
    const editor = await connect({ capabilities: PULLING });
    editor.open(URI, WORKER);
    const first = await pull();
    expect(first).toMatchObject({ kind: "full", items: { length: 4 } });
    expect(await pull(first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
    editor.change(URI, { range: editor.range(URI, "runpod.serverless.start"), newText: "run" });
    expect(await pull(first.resultId)).toMatchObject({ kind: "full", items: { length: 3 } });
    expect(editor.published).toEqual([]);

    async function pull(previousResultId?: string) {
      const params = { textDocument: { uri: URI }, ...(previousResultId !== undefined && { previousResultId }) };
      return editor.connection.sendRequest(DocumentDiagnosticRequest.type, params);
    }
  });

  test("a changed setting asks the client to ask again", async () => {
    const workspace = { ...PULLING.workspace, diagnostics: { refreshSupport: true } };
    const editor = await connect({ capabilities: { ...PULLING, workspace } });
    const refreshed = new Promise<void>((resolve) => {
      editor.connection.onRequest(DiagnosticRefreshRequest.type, () => {
        resolve();
      });
    });
    editor.settings = { diagnostics: { enable: false } };
    void editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await refreshed;
  });
});

describe("while the engine is loading", () => {
  test("hello is answered, and documents wait without being lost or raised from the dead", async () => {
    let load: (engine: Engine) => void = () => undefined;
    const engine = new Promise<Engine>((resolve) => (load = resolve));
    const editor = await connect({ loadEngine: () => engine });
    editor.open(URI, WORKER);
    editor.open("file:///work/closed.py", WORKER);
    editor.type(URI, "import runpod", "  # typed");
    editor.close("file:///work/closed.py");
    await editor.until(() => editor.published.find(({ uri }) => uri === "file:///work/closed.py"));
    await loadGrammar();
    load(smallEngine);
    expect((await editor.diagnostics(URI)).diagnostics).toHaveLength(4);
    expect(editor.published.filter(({ uri }) => uri.endsWith("closed.py"))).toHaveLength(1);
  });

  test("Python without RunPod never loads it", async () => {
    const editor = await connect({ loadEngine: () => Promise.reject(new Error("loaded")) });
    editor.open(URI, "import torch\n");
    expect((await editor.diagnostics(URI)).diagnostics).toEqual([]);
    expect(editor.logged).toEqual([]);
  });

  test("an engine that cannot be loaded is said once in the log and answers nothing", async () => {
    const editor = await connect({ loadEngine: () => Promise.reject(new Error("no such file")) });
    editor.open(URI, WORKER);
    expect(await editor.actions(URI, "runpod.serverless.start")).toEqual([]);
    expect(editor.logged.join()).toContain("no such file");
  });
});
