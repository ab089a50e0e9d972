import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { LSPErrorCodes, type WorkspaceEdit } from "vscode-languageserver-protocol/node";
import { afterAll, describe, expect, test } from "vitest";
import { migrate, workspaceTrusted, type MigrationPreview } from "../../server/src/protocol.js";
import type { Editor } from "./editor.js";
import { connect } from "./session.js";
import { APP, WORKER } from "./small-engine.js";

const made: string[] = [];

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder on disk with the given files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "runpod-to-fal-"));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

async function inFolder(files: Readonly<Record<string, string>>, trusted = true) {
  const root = folderOf(files);
  const uri = (path: string): string => pathToFileURL(join(root, path)).href;
  const workspaceFolders = [{ uri: pathToFileURL(root).href, name: "work" }];
  const editor = await connect({ parameters: { workspaceFolders, initializationOptions: { trusted } } });
  const preview = (...paths: string[]): Promise<MigrationPreview> =>
    editor.connection.sendRequest(migrate, { uris: paths.map(uri) });
  return { editor, root, uri, preview };
}

function touched({ edit }: MigrationPreview): readonly string[] {
  return (edit?.documentChanges ?? []).map((change) =>
    "kind" in change
      ? `${change.kind} ${"uri" in change ? nameOf(change.uri) : ""}`
      : `${nameOf(change.textDocument.uri)} ${String(change.textDocument.version)}`,
  );
}

function nameOf(uri: string): string {
  return uri.replace(/^.*runpod-to-fal-[^/]*\//, "");
}

describe("a migration that is asked for", () => {
  test("answers with the edit, the new texts and the report", async () => {
    const { preview, uri, root } = await inFolder({ "handler.py": WORKER });
    const answer = await preview("handler.py");
    expect(answer.changed).toEqual([{ uri: uri("handler.py"), text: APP, created: false }]);
    expect(answer.report.files).toMatchObject([{ path: "handler.py", status: "converted" }]);
    expect(answer.root).toBe(pathToFileURL(root).href);
    expect(touched(answer)).toEqual(["handler.py null"]);
  });

  test("takes open documents as they stand in the editor, with their version", async () => {
    const { editor, preview, uri } = await inFolder({ "handler.py": "saved = 1\n", "other.py": WORKER });
    editor.open(uri("handler.py"), WORKER, 7);
    const answer = await preview("handler.py", "other.py");
    expect(touched(answer)).toEqual(["handler.py 7", "other.py null"]);
    editor.open(uri("other.py"), WORKER);
    apply(editor, answer.edit);
    expect([editor.text(uri("handler.py")), editor.text(uri("other.py"))]).toEqual([APP, APP]);
  });

  test("creates the files it needs before it fills them", async () => {
    const { editor, preview, uri } = await inFolder({ "src/handler.py": `# by module\n${WORKER}` });
    editor.open(uri("src/handler.py"), `# by module\n${WORKER}`);
    const answer = await preview("src/handler.py");
    expect(touched(answer)).toEqual(["src/handler.py 1", "create src/app.py", "src/app.py null"]);
    expect(answer.changed.map(({ created }) => created)).toEqual([false, true]);
    apply(editor, answer.edit);
    expect(editor.text(uri("src/app.py"))).toBe("import fal\n");
  });

  test("of a folder leaves out what is ignored, hidden or installed", async () => {
    const { preview, root } = await inFolder({
      "a/handler.py": WORKER,
      "b/handler.py": WORKER,
      "ignored/handler.py": WORKER,
      "environment/pyvenv.cfg": "",
      "environment/lib/handler.py": WORKER,
      "node_modules/x/handler.py": WORKER,
      ".hidden/handler.py": WORKER,
      ".gitignore": "ignored/\n",
    });
    symlinkSync(root, join(root, "loop"));
    expect(touched(await preview("."))).toEqual(["a/handler.py null", "b/handler.py null"]);
  });

  test("of a folder inside the workspace keeps to that folder", async () => {
    const { preview } = await inFolder({ "a/handler.py": WORKER, "b/handler.py": WORKER });
    expect(touched(await preview("b"))).toEqual(["b/handler.py null"]);
  });

  test("changes nothing where there is nothing to change", async () => {
    const { preview } = await inFolder({ "plain.py": "x = 1\n" });
    const answer = await preview("plain.py");
    expect(answer.edit).toBeUndefined();
    expect(answer.changed).toEqual([]);
  });

  test("keeps a byte order mark of a file on disk out of its positions", async () => {
    const { editor, preview, uri } = await inFolder({ "handler.py": `\uFEFF${WORKER}` });
    const answer = await preview("handler.py");
    editor.open(uri("handler.py"), WORKER);
    apply(editor, answer.edit);
    expect(editor.text(uri("handler.py"))).toBe(APP);
  });

  test("of something outside the folder is refused", async () => {
    const { editor, uri } = await inFolder({ "handler.py": WORKER });
    const uris = [uri("handler.py"), pathToFileURL(join(folderOf({}), "else.py")).href];
    await expect(editor.connection.sendRequest(migrate, { uris })).rejects.toMatchObject({
      code: LSPErrorCodes.RequestFailed,
    });
  });
});

describe("a workspace that is not trusted", () => {
  test("has only the open document read, until it is trusted", async () => {
    const { editor, preview, uri } = await inFolder({ "handler.py": "", "other.py": WORKER }, false);
    await expect(preview("other.py")).rejects.toMatchObject({ code: LSPErrorCodes.RequestFailed });
    editor.open(uri("handler.py"), WORKER);
    const alone = await preview("handler.py");
    expect(alone.root).toBeUndefined();
    expect(touched(alone)).toEqual(["handler.py 1"]);
    void editor.connection.sendNotification(workspaceTrusted);
    expect(touched(await preview("other.py"))).toEqual(["other.py null"]);
  });

  test("a virtual document is migrated alone", async () => {
    const editor = await connect();
    const uri = "vscode-vfs://host/repository/handler.py";
    editor.open(uri, WORKER);
    const { edit, changed } = await editor.connection.sendRequest(migrate, { uris: [uri] });
    expect(changed).toEqual([{ uri, text: APP, created: false }]);
    apply(editor, edit);
    expect(editor.text(uri)).toBe(APP);
  });
});

function apply(editor: Editor, edit: WorkspaceEdit | undefined): void {
  if (edit === undefined) throw new Error("There is no edit.");
  editor.apply(edit);
}
