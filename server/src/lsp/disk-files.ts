import { readdirSync, readFileSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname } from "node:path";
import { walkFolder } from "../cli/folder-walk.js";

/** A file larger than this is data. */
const LARGEST_FILE = 2_000_000;

/**
 * The files below a folder, relative to it and with `/`, by the rules of the command line. Of a folder that holds much
 * besides a project (somebody opened a single file of their home folder) only the files directly in it.
 */
export function listFiles(root: string): readonly string[] {
  return isShared(root) ? filesDirectlyIn(root) : walkFolder(root).paths;
}

/** The text of a file without its byte order mark, as an editor shows it; undefined where it is not UTF-8 text. */
export function readText(path: string): string | undefined {
  try {
    if (statSync(path).size > LARGEST_FILE) return undefined;
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch {
    return undefined;
  }
}

function isShared(folder: string): boolean {
  return folder === dirname(folder) || folder === homedir() || folder === tmpdir();
}

function filesDirectlyIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch {
    return [];
  }
}
