import { workspace, type Uri } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { finishMigration } from "./finish-migration.js";
import { prepareMigration } from "./prepare-migration.js";

/** Migrates a file or folders: the server computes, the editor previews and applies, one undo takes it back. */
export async function migrateWithPreview(client: LanguageClient, uris: readonly Uri[]): Promise<void> {
  const prepared = await prepareMigration(client, uris.map(String));
  if (prepared === undefined) return;
  await workspace.applyEdit(prepared.edit, { isRefactoring: true });
  await finishMigration(prepared.pending);
}
