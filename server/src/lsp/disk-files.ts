import ignore, { type Ignore } from "ignore";
import { readdirSync, readFileSync, statSync, type Dirent } from "node:fs";
import { join, relative, sep } from "node:path";

/** More files than a worker's repository has; a home folder opened by mistake must not be read to its end. */
const MOST_FILES = 20_000;

/** A file larger than this is data. */
const LARGEST_FILE = 2_000_000;

const SKIPPED_FOLDERS = new Set(["node_modules", "site-packages", "__pycache__", "venv", "env"]);

/** The ignore file of one folder. */
interface IgnoreFile {
  readonly folder: string;
  readonly rules: Ignore;
}

/** The files below a folder, relative to it and with `/`: nothing hidden, ignored or installed, no links out of it. */
export function listFiles(root: string): readonly string[] {
  const files: string[] = [];
  const folders: { folder: string; ignored: readonly IgnoreFile[] }[] = [{ folder: root, ignored: [] }];
  for (let next = folders.shift(); next !== undefined && files.length < MOST_FILES; next = folders.shift()) {
    const { folder } = next;
    const entries = entriesOf(folder);
    if (entries.some(({ name }) => name === "pyvenv.cfg")) continue;
    const ignored = [...next.ignored, ...ignoreFileOf(folder, entries)];
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (isSkipped(path, entry, ignored)) continue;
      if (entry.isDirectory()) folders.push({ folder: path, ignored });
      else if (entry.isFile()) files.push(withSlashes(relative(root, path)));
    }
  }
  return files;
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

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function ignoreFileOf(folder: string, entries: readonly Dirent[]): readonly IgnoreFile[] {
  if (!entries.some((entry) => entry.name === ".gitignore" && entry.isFile())) return [];
  return [{ folder, rules: ignore().add(readText(join(folder, ".gitignore")) ?? "") }];
}

function isSkipped(path: string, entry: Dirent, ignored: readonly IgnoreFile[]): boolean {
  if (entry.name.startsWith(".") && (entry.isDirectory() || entry.name === ".git")) return true;
  if (entry.isDirectory() && SKIPPED_FOLDERS.has(entry.name)) return true;
  const ending = entry.isDirectory() ? "/" : "";
  return ignored.some(({ folder, rules }) => rules.ignores(withSlashes(relative(folder, path)) + ending));
}

function withSlashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
