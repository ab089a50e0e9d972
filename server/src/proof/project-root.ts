import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Program } from "./prove.js";

/** The folder from which an app says that its files are shipped: `app_files_context_dir = "../.."`. */
const contextFolder = /^\s+app_files_context_dir\s*=\s*(["'])(?<above>\.\.(?:\/\.\.)*)\/?\1/m;

/**
 * Both programs with the folders around them that they need: what a package imports lies in the folder above it, and an
 * app says from which folder its files are shipped. As many folders on both sides, so that both run at the same place.
 */
export function withProject(old: Program, fresh: Program): { readonly old: Program; readonly fresh: Program } {
  const shipped = contextFolder.exec(readFileSync(join(fresh.folder ?? ".", fresh.file), "utf8"))?.groups?.["above"];
  const levels = Math.max(foldersInPackages(old), foldersInPackages(fresh), shipped?.split("/").length ?? 0);
  const raised = { old: raise(old, levels), fresh: raise(fresh, levels) };
  return raised.old.file === raised.fresh.file || levels === 0 ? raised : { old, fresh };
}

/** How many folders upwards are packages: the one above the last of them is the program's. */
function foldersInPackages({ folder }: Program): number {
  let levels = 0;
  for (let current = folder; current !== undefined && existsSync(join(current, "__init__.py")); levels += 1)
    current = dirname(current);
  return levels;
}

/** The same program seen from so many folders above. */
function raise(program: Program, levels: number): Program {
  let { folder, file, files = {} } = program;
  for (let level = 0; level < levels && folder !== undefined; level += 1) {
    const name = basename(folder);
    file = join(name, file);
    files = Object.fromEntries(Object.entries(files).map(([path, text]) => [join(name, path), text]));
    folder = dirname(folder);
  }
  return { ...program, ...(folder === undefined ? {} : { folder }), file, files };
}
