import * as vscode from "vscode";
import type { CodeAction, LanguageClient } from "vscode-languageclient/node";
import { migrate } from "../../../server/src/protocol.js";
import { keepOldFiles, readOldFiles, type PendingMigration } from "./old-copies.js";
import { previewedEdit } from "./previewed-edit.js";
import { showOutcome } from "./report-view.js";

/** Runs after the editor has applied a migration. */
export const MIGRATED_COMMAND = "runpodToFal.migrated";

let pending: PendingMigration | undefined;

/** Adds the follow-up to a migration that the editor will apply by itself: editors run it only after the edit. */
export async function followMigration(
  client: LanguageClient,
  action: vscode.CodeAction | CodeAction,
): Promise<vscode.CodeAction | CodeAction> {
  const document = vscode.window.activeTextEditor?.document;
  const edit = action.edit;
  if (document === undefined || !(edit instanceof vscode.WorkspaceEdit)) return action;
  const { report, root, edit: migration } = await client.sendRequest(migrate, { uris: [document.uri.toString()] });
  if (migration !== undefined) action.edit = await previewedEdit(client, migration);
  const uris = edit.entries().map(([uri]) => uri);
  pending = { report, root, old: await readOldFiles(uris, report.files) };
  action.command = { title: "", command: MIGRATED_COMMAND };
  return action;
}

/** The follow-up: keeps the old files and says what was done. */
export async function finishMigration(done: PendingMigration | undefined = pending): Promise<void> {
  pending = undefined;
  if (done === undefined) return;
  await keepOldFiles(done.old);
  await showOutcome(done);
}
