import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { migrate, type MigrationPreview } from "../../../server/src/protocol.js";
import { t } from "../localize.js";
import { finishMigration } from "./follow-migration.js";
import { readOldFiles } from "./old-copies.js";
import { previewedEdit } from "./previewed-edit.js";

/** Migrates a file or folders: the server computes, the editor previews and applies, one undo takes it back. */
export async function migrateWithPreview(client: LanguageClient, uris: readonly vscode.Uri[]): Promise<void> {
  const preview = await client.sendRequest(migrate, { uris: uris.map(String) });
  if (preview.edit === undefined) return sayWhyNot(preview);
  const edit = await previewedEdit(client, preview.edit);
  const changed = preview.changed.filter(({ created }) => !created).map(({ uri }) => vscode.Uri.parse(uri));
  const old = await readOldFiles(changed, preview.report.files);
  const touched = await watchTouched(changed);
  // A preview that the user discards counts as applied to the editor: only the documents say what happened.
  if ((await vscode.workspace.applyEdit(edit, { isRefactoring: true })) && touched()) {
    await finishMigration({ report: preview.report, root: preview.root, old });
  }
}

async function watchTouched(uris: readonly vscode.Uri[]): Promise<() => boolean> {
  const documents = await Promise.all(uris.map((uri) => vscode.workspace.openTextDocument(uri)));
  const versions = documents.map(({ version }) => version);
  return () => documents.some(({ version }, index) => version !== versions[index]);
}

async function sayWhyNot({ report }: MigrationPreview): Promise<void> {
  const [reason] = report.files.flatMap(({ decisions }) => decisions.map((decision) => decision.reason));
  const message = t("There is nothing here that can be migrated from RunPod to fal.");
  await vscode.window.showInformationMessage(reason === undefined ? message : t("Not migrated: {0}", reason));
}
