import { basename, join } from "node:path";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Workspace } from "../migration/workspace.js";
import { listFiles, readText } from "./disk-files.js";
import { namesOfUri, pathOfUri, pathWithin, uriOfPath } from "./places.js";

/** A file as the snapshot holds it. */
export interface SnapshotFile {
  readonly uri: string;
  readonly text: string;
  /** The version of the open document it was taken from; null where it was read from disk. */
  readonly version: number | null;
}

/** The files of one migration, all as they were at one moment: open documents as they stand in the editor, the rest from disk. */
export interface Snapshot extends Workspace {
  /** URI of the root; undefined where there is no folder. */
  readonly root: string | undefined;
  file(path: string): SnapshotFile | undefined;
  uriOf(path: string): string;
}

/** A folder on this machine with everything in it. */
export function snapshotOfFolder(root: string, documents: readonly TextDocument[]): Snapshot {
  const files = new Map<string, SnapshotFile | undefined>();
  for (const document of documents) {
    const path = pathOfUri(document.uri);
    const within = path === undefined ? undefined : pathWithin(root, path);
    if (within !== undefined) files.set(within, openFile(document));
  }
  const paths = [...new Set([...listFiles(root), ...files.keys()])].sort();
  const uriOf = (path: string): string => uriOfPath(join(root, path));
  const file = (path: string): SnapshotFile | undefined => {
    if (!files.has(path)) files.set(path, savedFile(join(root, path)));
    return files.get(path);
  };
  return {
    root: uriOfPath(root),
    rootName: basename(root),
    paths: () => paths,
    read: (path) => file(path)?.text,
    file,
    uriOf,
  };
}

/** A document by itself: what is known of an untitled or virtual one, and all that is read in an untrusted workspace. */
export function snapshotOfDocument(document: TextDocument): Snapshot {
  const names = namesOfUri(document.uri);
  const own = names.file === "" ? "untitled.py" : names.file;
  const file = (path: string): SnapshotFile | undefined => (path === own ? openFile(document) : undefined);
  return {
    root: undefined,
    rootName: names.folder,
    paths: () => [own],
    read: (path) => file(path)?.text,
    file,
    uriOf: (path) => (path === own ? document.uri : document.uri.replace(/[^/]*$/, encodeURIComponent(path))),
  };
}

function openFile(document: TextDocument): SnapshotFile {
  return { uri: document.uri, text: document.getText(), version: document.version };
}

function savedFile(path: string): SnapshotFile | undefined {
  const text = readText(path);
  return text === undefined ? undefined : { uri: uriOfPath(path), text, version: null };
}
