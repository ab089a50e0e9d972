import { LSPErrorCodes, ResponseError, type CancellationToken, type ExecuteCommandParams } from "./language-server.js";
import { SERVER_COMMANDS, type MigrateParams, type MigrationPreview, type MigrationReport } from "../protocol.js";
import { previewMigration } from "./migration.js";
import { sayWhyNot } from "./resolve-action.js";
import type { Session } from "./session.js";

/** Answers what a migration would do. Waiting for the engine makes nothing stale: the files are read after it. */
export async function migrateRequest(
  session: Session,
  params: MigrateParams,
  token: CancellationToken,
): Promise<MigrationPreview> {
  const engine = await session.engine.load();
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled.");
  return previewMigration(session, engine, readParams(params));
}

/** Migrates for a client that has no use for a preview of its own: the editor is asked to apply the edit. */
export async function migrateCommand(
  session: Session,
  { command, arguments: given }: ExecuteCommandParams,
  token: CancellationToken,
): Promise<MigrationReport | null> {
  if (command !== SERVER_COMMANDS.migrate) return null;
  const preview = await migrateRequest(session, given?.[0] as MigrateParams, token);
  if (preview.edit === undefined) sayWhyNot(session, preview);
  else await session.connection.workspace.applyEdit({ label: "Migrate to fal", edit: preview.edit });
  return preview.report;
}

function readParams(params: unknown): MigrateParams {
  const given = typeof params === "object" && params !== null ? (params as Readonly<Record<string, unknown>>) : {};
  const { uris, streaming, media } = given;
  const choices = {
    ...(streaming === "realtime" ? { streaming: "realtime" as const } : {}),
    ...(media === "files" ? { media: "files" as const } : {}),
  };
  if (Array.isArray(uris) && uris.every((uri) => typeof uri === "string")) return { uris, ...choices };
  throw new ResponseError(LSPErrorCodes.RequestFailed, "`uris` must be a list of files or folders.");
}
