import { Uri, workspace } from "vscode";
import type { ChangedDocument } from "../../server/src/protocol.js";

/** The hidden folder beside a migrated file that `verify` looks into. */
const FOLDER = ".runpod-to-fal";

/**
 * Reads the files as they are before a migration; the function it returns keeps them beside the new ones, so that old
 * and new can be compared later. A worker's newest version is kept, of other files the oldest.
 */
export async function keepOldCopies(changed: readonly ChangedDocument[]): Promise<() => Promise<void>> {
  if (!workspace.isTrusted) return () => Promise.resolve();
  const files = changed.filter(({ created }) => !created).map(({ uri }) => Uri.parse(uri));
  const onDisk = files.filter(({ scheme }) => scheme === "file");
  const copies = await Promise.all(onDisk.map(async (uri) => ({ uri, text: await textOf(uri) })));
  return async () => {
    for (const { uri, text } of copies) await keep(uri, text);
  };
}

async function textOf(uri: Uri): Promise<string> {
  return (await workspace.openTextDocument(uri)).getText();
}

async function keep(uri: Uri, text: string): Promise<void> {
  const folder = Uri.joinPath(uri, "..", FOLDER);
  const copy = Uri.joinPath(folder, uri.path.split("/").at(-1) ?? "");
  const isWorker = /\brunpod\b/.test(text) && /\bstart\s*\(/.test(text);
  if (!isWorker && (await exists(copy))) return;
  await workspace.fs.writeFile(Uri.joinPath(folder, ".gitignore"), Buffer.from("*\n"));
  await workspace.fs.writeFile(copy, Buffer.from(text));
}

async function exists(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
