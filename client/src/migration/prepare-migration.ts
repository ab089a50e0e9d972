import { Uri, window, type WorkspaceEdit } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { migrate, type MigrationPreview } from "../../../server/src/protocol.js";
import { t } from "../localize.js";
import { readOldFiles } from "./old-copies.js";
import type { PendingMigration } from "./pending-migration.js";
import { previewedEdit } from "./previewed-edit.js";
import { writeReport } from "./report-view.js";
import { watchDocuments } from "./watch-documents.js";

/** A migration with the edit that does it. */
export interface PreparedMigration {
  readonly edit: WorkspaceEdit;
  readonly pending: PendingMigration;
}

/** Asks the server what a migration would do and reads what it would change; undefined, and said, where nothing. */
export async function prepareMigration(
  client: LanguageClient,
  uris: readonly string[],
): Promise<PreparedMigration | undefined> {
  const preview = await client.sendRequest(migrate, { uris });
  if (preview.edit === undefined) {
    sayWhyNot(preview);
    return undefined;
  }
  const changed = preview.changed.filter(({ created }) => !created).map(({ uri }) => Uri.parse(uri));
  const { report, root } = preview;
  const old = await readOldFiles(changed, report.files);
  const pending = { report, root, old, isApplied: await watchDocuments(changed) };
  return { pending, edit: await previewedEdit(client, preview.edit, writeReport(pending)) };
}

function sayWhyNot({ report }: MigrationPreview): void {
  const [reason] = report.files.flatMap(({ decisions }) => decisions.map((decision) => decision.reason));
  const message = t("There is nothing here that can be migrated from RunPod to fal.");
  void window.showInformationMessage(reason === undefined ? message : t("Not migrated: {0}", reason));
}
