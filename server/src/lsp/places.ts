import { basename, dirname, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Addresses of documents, and the paths of files on this machine. */

/** The path of a document on disk; undefined for one that is nowhere on disk (untitled, virtual). */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}

/** A path seen from a folder, with `/`; "" for the folder itself, undefined for a path outside it. */
export function pathWithin(folder: string, path: string): string | undefined {
  const seen = relative(folder, path);
  if (seen === ".." || seen.startsWith(`..${sep}`) || /^[A-Za-z]:/.test(seen)) return undefined;
  return sep === "/" ? seen : seen.replaceAll(sep, "/");
}

/** The innermost of some folders that holds a path. */
export function folderHolding(folders: readonly string[], path: string): string | undefined {
  return folders.filter((folder) => pathWithin(folder, path) !== undefined).sort((a, b) => b.length - a.length)[0];
}

/** The last part of a URI's path, and the name of the folder it is in, for documents that are nowhere on disk. */
export function namesOfUri(uri: string): { readonly file: string; readonly folder: string } {
  const path = decodedPath(uri);
  return { file: basename(path), folder: basename(dirname(path)) };
}

function decodedPath(uri: string): string {
  const path = uri.replace(/^[^:]*:/, "").replace(/[?#].*$/, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
