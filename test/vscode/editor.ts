import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";

const patience = 30_000;
const pause = 100;

/** Asks until there is an answer: an editor does not announce everything that a test waits for. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | Thenable<T | undefined>,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await delay(pause);
  }
}

/** A file of the folder that the editor has open. */
export function workspaceFile(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error("The editor has no folder open.");
  return vscode.Uri.file(join(folder.uri.fsPath, name));
}

/** Opens a file and puts the cursor where a text stands in it. */
export async function openAt(uri: vscode.Uri, text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  const position = document.positionAt(document.getText().indexOf(text));
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
  return document;
}
