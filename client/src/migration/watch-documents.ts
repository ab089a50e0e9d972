import { workspace, type Uri } from "vscode";

/** Remembers documents as they are; what it returns says whether any of them has changed since. */
export async function watchDocuments(uris: readonly Uri[]): Promise<() => boolean> {
  const documents = await Promise.all(uris.map((uri) => workspace.openTextDocument(uri)));
  const versions = documents.map(({ version }) => version);
  return () => documents.some(({ version }, index) => version !== versions[index]);
}
