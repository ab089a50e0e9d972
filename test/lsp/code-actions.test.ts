import {
  CodeActionKind,
  ExecuteCommandRequest,
  LSPErrorCodes,
  TextDocumentEdit,
} from "vscode-languageserver-protocol/node";
import { describe, expect, test } from "vitest";
import { CODE_ACTION_KINDS, SERVER_COMMANDS } from "../../server/src/protocol.js";
import { MODERN, type Editor } from "./editor.js";
import { connect } from "./session.js";
import { APP, WORKER } from "./small-engine.js";

const URI = "untitled:handler.py";
const START = "runpod.serverless.start";

async function opened(text = WORKER, uri = URI): Promise<Editor> {
  const editor = await connect();
  editor.open(uri, text);
  return editor;
}

async function choose(editor: Editor, at: string, title: string, only?: CodeActionKind[]) {
  const actions = await editor.actions(URI, at, only);
  const action = actions.find((each) => each.title === title);
  if (action === undefined) throw new Error(`${title} is not among ${actions.map((each) => each.title).join(", ")}`);
  return editor.choose(action);
}

describe("a finding with an edit of its own", () => {
  test("is fixed by a preferred quick fix, and nothing else changes", async () => {
    const editor = await opened();
    await choose(editor, 'progress_update(job, "loading")', "Print it");
    expect(editor.text(URI)).toBe(
      WORKER.replace('runpod.serverless.progress_update(job, "loading")', 'print("loading")'),
    );
  });

  test("is preferred only where the behaviour stays", async () => {
    const editor = await opened();
    const [safe] = await editor.actions(URI, "progress_update");
    const [review] = await editor.actions(URI, "/runpod-volume");
    expect([safe?.isPreferred, review?.isPreferred]).toEqual([true, false]);
    expect(safe?.diagnostics).toHaveLength(1);
  });

  test("can be fixed everywhere in the file where there are more of the kind", async () => {
    const editor = await opened();
    await choose(editor, "progress_update", "Fix all 2 of `progress-update` in this file");
    expect(editor.text(URI)).toBe(WORKER.replace(/runpod\.serverless\.progress_update\(job, ("\w+")\)/g, "print($1)"));
    expect((await editor.actions(URI, "/runpod-volume")).map(({ title }) => title)).toEqual(["Use /data"]);
  });

  test("fix all applies the safe ones, and the second time there is nothing to do", async () => {
    const editor = await opened();
    await choose(editor, "import", "Apply all safe RunPod to fal fixes", [CodeActionKind.SourceFixAll]);
    expect(editor.text(URI)).toBe(WORKER.replace(/runpod\.serverless\.progress_update\(job, ("\w+")\)/g, "print($1)"));
    expect(await editor.actions(URI, "import", [CodeActionKind.SourceFixAll])).toEqual([]);
  });
});

describe("the conversion", () => {
  test.each([
    ["as a quick fix on a finding", START, [CodeActionKind.QuickFix]],
    ["as a refactoring anywhere in a worker", "def handler", [CodeActionKind.RefactorRewrite]],
    ["by its own kind", "weights", [CODE_ACTION_KINDS.migrate]],
  ])("is offered %s, computed when chosen, and undone by one undo", async (_, at, only) => {
    const editor = await opened();
    const [action] = await editor.actions(URI, at, only);
    expect(action).toMatchObject({ title: "Migrate to a fal App" });
    expect(action).not.toHaveProperty("edit");
    const edit = await editor.choose(action ?? { title: "none" });
    expect(editor.text(URI)).toBe(APP);
    expect(edit.documentChanges).toHaveLength(1);
  });

  test("is not pushed at a cursor that stands elsewhere", async () => {
    const editor = await opened();
    expect(await editor.actions(URI, "def handler")).toEqual([]);
  });

  test("leaves the lines it does not change out of the edit, and asks for confirmation", async () => {
    const editor = await opened();
    const { documentChanges, changeAnnotations } = await choose(editor, START, "Migrate to a fal App");
    const [change] = documentChanges?.filter(TextDocumentEdit.is) ?? [];
    expect(change?.textDocument).toEqual({ uri: URI, version: 1 });
    expect(change?.edits.map((edit) => "range" in edit && edit.range.start.line)).toEqual([0, 10]);
    expect(Object.values(changeAnnotations ?? {})).toEqual([
      { label: "handler.py: migrate to a fal App", description: "1 note in the report", needsConfirmation: true },
    ]);
  });

  test("is refused when the text has changed since it was offered", async () => {
    const editor = await opened();
    const [action] = await editor.actions(URI, START);
    editor.type(URI, "import runpod", "  # typed");
    const answer = editor.resolve(action ?? { title: "none" });
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
  });

  test("says why where there is nothing it can do", async () => {
    const editor = await opened(`${WORKER}def broken(:\n`);
    const [action] = await editor.actions(URI, START);
    expect(await editor.resolve(action ?? { title: "none" })).not.toHaveProperty("edit");
    expect(await editor.until(() => editor.shown[0])).toBe("Nothing was migrated: it does not parse");
  });
});

describe("clients that can do less", () => {
  test("without versioned edits get plain ones", async () => {
    const workspace = { ...MODERN.workspace, workspaceEdit: {} };
    const editor = await connect({ capabilities: { ...MODERN, workspace } });
    editor.open(URI, WORKER);
    const edit = await choose(editor, START, "Migrate to a fal App");
    expect(Object.keys(edit)).toEqual(["changes"]);
    expect(editor.text(URI)).toBe(APP);
  });

  test("without confirmation get none", async () => {
    const workspaceEdit = { documentChanges: true };
    const editor = await connect({ capabilities: { ...MODERN, workspace: { workspaceEdit } } });
    editor.open(URI, WORKER);
    expect(Object.keys(await choose(editor, START, "Migrate to a fal App"))).toEqual(["documentChanges"]);
  });

  test("without lazy edits get a command, which asks them to apply the edit", async () => {
    const editor = await connect({ capabilities: { workspace: MODERN.workspace ?? {} } });
    editor.open(URI, WORKER);
    const [action] = await editor.actions(URI, START);
    expect(action?.command).toEqual({
      title: "Migrate to a fal App",
      command: SERVER_COMMANDS.migrate,
      arguments: [{ uris: [URI] }],
    });
    editor.connection.onRequest("workspace/applyEdit", ({ edit }: { edit: Parameters<Editor["apply"]>[0] }) => {
      editor.apply(edit);
      return { applied: true };
    });
    await editor.connection.sendRequest(ExecuteCommandRequest.type, {
      command: action?.command?.command ?? "",
      arguments: action?.command?.arguments ?? [],
    });
    expect(editor.text(URI)).toBe(APP);
  });
});
