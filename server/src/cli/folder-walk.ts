import { readdirSync, type Dirent } from "node:fs";
import { join } from "node:path";
import { IgnoreRules } from "./ignore-rules.js";

/** The files below a folder, and what kept it from seeing all of them. */
export interface Walk {
  /** Relative to the folder, with `/`, sorted. */
  readonly paths: readonly string[];
  readonly problems: readonly WalkProblem[];
}

export interface WalkProblem {
  readonly path: string;
  readonly reason: string;
}

const SKIPPED = new Set(["node_modules", "site-packages", "__pycache__"]);

/** Hidden folders whose settings tell about a worker. Python files in them are not looked at. */
const SETTINGS_FOLDERS = new Set([".runpod", ".github"]);

/**
 * Lists the files below a folder. Ignored, installed and hidden folders are left out, and symbolic links: what they
 * lead to is either listed where it lies or is none of this folder's business, and loops cannot arise.
 */
export function walkFolder(root: string): Walk {
  const paths: string[] = [];
  const problems: WalkProblem[] = [];
  const visit = (folder: string, name: string, outer: IgnoreRules, isSettings: boolean): void => {
    const entries = entriesOf(folder, name, problems);
    if (name !== "" && entries.some((entry) => entry.name === "pyvenv.cfg")) return;
    const rules = outer.with(folder);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const relative = name === "" ? entry.name : `${name}/${entry.name}`;
      if (rules.ignores(path, entry.isDirectory())) continue;
      if (entry.isFile() && !(isSettings && entry.name.endsWith(".py"))) paths.push(relative);
      const isOfInterest = !entry.name.startsWith(".") || SETTINGS_FOLDERS.has(entry.name);
      if (entry.isDirectory() && isOfInterest && !SKIPPED.has(entry.name)) {
        visit(path, relative, rules, isSettings || SETTINGS_FOLDERS.has(entry.name));
      }
    }
  };
  visit(root, "", IgnoreRules.above(root), false);
  return { paths: paths.sort(), problems };
}

function entriesOf(folder: string, name: string, problems: WalkProblem[]): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    problems.push({ path: name, reason: reasonOf(error) });
    return [];
  }
}

const REASONS: Readonly<Record<string, string | undefined>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOENT: "no such file or folder",
  ENOTDIR: "no such file or folder",
  EISDIR: "it is a folder",
  ELOOP: "too many symbolic links",
  ENAMETOOLONG: "the name is too long",
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
  EEXIST: "it exists already",
};

/** Why the file system refused, in a few words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
