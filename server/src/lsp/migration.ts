import { LSPErrorCodes, ResponseError, type WorkspaceEdit } from "./language-server.js";
import { dirname } from "node:path";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { ChangedFile, Migration } from "../migration/engine.js";
import type { MigrateParams, MigrationPreview } from "../protocol.js";
import type { Engine } from "./engine.js";
import { lineEdits } from "./line-edits.js";
import { folderHolding, pathOfUri, pathWithin } from "./places.js";
import { textEditOf } from "./positions.js";
import type { Session } from "./session.js";
import { snapshotOfDocument, snapshotOfFolder, type Snapshot } from "./snapshot.js";
import { toWorkspaceEdit, type DocumentChange } from "./workspace-edit.js";

/** What migrating some files or a folder would do, and the edit that does it. */
export function previewMigration(
  session: Session,
  engine: Engine,
  { uris, ...choices }: MigrateParams,
): MigrationPreview {
  const { snapshot, paths } = scopeOf(session, uris);
  const migration = engine.migrate(snapshot, paths, choices);
  return {
    edit: editOf(session, snapshot, migration),
    changed: migration.changed.map(({ path, text }) => {
      const file = snapshot.file(path);
      return { uri: file?.uri ?? snapshot.uriOf(path), text, created: file === undefined };
    }),
    report: { files: migration.files },
    root: snapshot.root,
  };
}

interface Scope {
  readonly snapshot: Snapshot;
  /** Undefined for all Python files of the snapshot. */
  readonly paths: readonly string[] | undefined;
}

function scopeOf(session: Session, uris: readonly string[]): Scope {
  const [first] = uris;
  if (first === undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, "There is nothing to migrate.");
  const document = session.documents.get(first);
  const path = pathOfUri(first);
  if (path === undefined || !session.trusted) return aloneOrRefused(uris, document);
  const folders = session.folders.map(pathOfUri).filter((folder) => folder !== undefined);
  const root = folderHolding(folders, path) ?? (document === undefined ? path : dirname(path));
  const snapshot = snapshotOfFolder(root, session.documents.all());
  return { snapshot, paths: chosenPaths(snapshot, root, uris) };
}

/** In an untrusted workspace, and for documents that are nowhere on disk, only what the editor has opened is read. */
function aloneOrRefused(uris: readonly string[], document: TextDocument | undefined): Scope {
  if (document === undefined || uris.length > 1) {
    const reason = "Only a single open document can be migrated here: the workspace is not trusted or not on disk.";
    throw new ResponseError(LSPErrorCodes.RequestFailed, reason);
  }
  const snapshot = snapshotOfDocument(document);
  return { snapshot, paths: snapshot.paths() };
}

function chosenPaths(snapshot: Snapshot, root: string, uris: readonly string[]): readonly string[] | undefined {
  const chosen = uris.map((uri) => {
    const path = pathOfUri(uri);
    const within = path === undefined ? undefined : pathWithin(root, path);
    if (within !== undefined) return within;
    throw new ResponseError(LSPErrorCodes.RequestFailed, `${uri} is in another workspace folder.`);
  });
  if (chosen.includes("")) return undefined;
  const all = snapshot.paths();
  return chosen.flatMap((path) =>
    snapshot.file(path) === undefined
      ? all.filter((file) => file.startsWith(`${path}/`) && file.endsWith(".py"))
      : [path],
  );
}

function editOf(session: Session, snapshot: Snapshot, migration: Migration): WorkspaceEdit | undefined {
  if (migration.changed.length === 0) return undefined;
  const changes = migration.changed.map((changed) => changeOf(snapshot, migration, changed));
  return toWorkspaceEdit(session.features, changes);
}

function changeOf(snapshot: Snapshot, migration: Migration, { path, text }: ChangedFile): DocumentChange {
  const file = snapshot.file(path);
  const before = TextDocument.create("", "", 0, file?.text ?? "");
  return {
    uri: file?.uri ?? snapshot.uriOf(path),
    version: file?.version ?? null,
    edits: lineEdits(before.getText(), text).map((edit) => textEditOf(before, edit)),
    created: file === undefined,
    confirmation: { label: labelOf(migration, path), description: descriptionOf(migration, path) },
  };
}

function labelOf({ files }: Migration, path: string): string {
  const isWorker = files.some((file) => file.path === path && file.apps.length > 0);
  return isWorker ? `${path}: migrate to a fal App` : `${path}: goes with the migration`;
}

/** What a person has to decide is said before the edit is applied. */
function descriptionOf({ files }: Migration, path: string): string {
  const file = files.find((each) => each.path === path);
  const open = file?.decisions.map(({ line, reason }) => `line ${String(line)}: ${reason}`) ?? [];
  if (open.length > 0) return `To decide: ${open.join("; ")}`;
  const notes = file?.notes.length ?? 0;
  return notes === 0 ? "" : `${String(notes)} ${notes === 1 ? "note" : "notes"} in the report`;
}
