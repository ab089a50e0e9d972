import * as vscode from "vscode";
import type { FileReport } from "../../../server/src/protocol.js";

/** The hidden folder beside a migrated file that keeps it as it was, under its own name; `verify` compares with it. */
const OLD_FOLDER = ".runpod-to-fal";

/** A file as it was before a migration. */
export interface OldFile {
  readonly uri: vscode.Uri;
  readonly bytes: Uint8Array;
  /** It called `start`: its newest version is worth keeping, where of other files it is the oldest. */
  readonly isWorker: boolean;
}

/** Where the copy of a file is kept. */
export function copyPath(path: string): string {
  return path.replace(/([^/]*)$/, `${OLD_FOLDER}/$1`);
}

/** Reads the files that an edit is about to change. */
export async function readOldFiles(
  uris: readonly vscode.Uri[],
  reports: readonly FileReport[],
): Promise<readonly OldFile[]> {
  const workers = reports.filter(({ apps }) => apps.length > 0).map(({ path }) => path);
  const read = uris.map(async (uri) => {
    const bytes = await bytesOf(uri);
    const isWorker = workers.some((path) => uri.path === `/${path}` || uri.path.endsWith(`/${path}`));
    return bytes === undefined ? [] : [{ uri, bytes, isWorker }];
  });
  return (await Promise.all(read)).flat();
}

/** Writes the copies, in folders that git does not see. */
export async function keepOldFiles(files: readonly OldFile[]): Promise<void> {
  for (const { uri, bytes, isWorker } of files) {
    const copy = uri.with({ path: copyPath(uri.path) });
    if (!isWorker && (await exists(copy))) continue;
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(copy, "..", ".gitignore"), Buffer.from("*\n"));
    await vscode.workspace.fs.writeFile(copy, bytes);
  }
}

/** What the editor shows counts; a file that it has not changed is taken as it lies on disk, byte for byte. */
async function bytesOf(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (uri.scheme === "untitled") return undefined;
  if (open?.isDirty === true) return Buffer.from(open.getText());
  return vscode.workspace.fs.readFile(uri).then(
    (bytes) => bytes,
    () => undefined,
  );
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
