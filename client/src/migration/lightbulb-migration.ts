import type { CodeAction } from "vscode";
import type { CodeAction as ProtocolAction, LanguageClient } from "vscode-languageclient/node";
import { finishMigration } from "./finish-migration.js";
import type { PendingMigration } from "./pending-migration.js";
import { prepareMigration } from "./prepare-migration.js";

/** Runs after the editor has applied a migration. */
export const MIGRATED_COMMAND = "runpodToFal.migrated";

let latest: PendingMigration | undefined;

/**
 * Gives a lightbulb's migration its edit, and what follows it: the editor applies the one, and then runs the other. A
 * migration by lightbulb thus ends as one by command does.
 */
export async function resolveMigration(
  client: LanguageClient,
  action: CodeAction | ProtocolAction,
  uri: string,
): Promise<CodeAction> {
  const resolved = action as CodeAction;
  const prepared = await prepareMigration(client, [uri]);
  if (prepared === undefined) return resolved;
  latest = prepared.pending;
  resolved.edit = prepared.edit;
  resolved.command = { title: "", command: MIGRATED_COMMAND };
  return resolved;
}

/** The follow-up of {@link resolveMigration}. */
export async function followMigration(): Promise<void> {
  const pending = latest;
  latest = undefined;
  if (pending !== undefined) await finishMigration(pending);
}
