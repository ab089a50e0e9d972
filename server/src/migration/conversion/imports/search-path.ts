import { pythonString } from "../../../python/literals.js";
import type { Surroundings } from "../draft.js";

/** Lines of `setup()`, and what they import. */
export interface PlaceLines {
  readonly lines: readonly string[];
  readonly imports: readonly string[];
}

export const NO_LINES: PlaceLines = { lines: [], imports: [] };

/** What `setup()` begins with, before anything of the worker runs. */
export function firstLines(surroundings: Surroundings, workerPath: string): PlaceLines {
  const [paths, { logging }] = [searchPathLines(surroundings, workerPath), surroundings];
  return { lines: [...logging.lines, ...paths.lines], imports: [...logging.imports, ...paths.imports] };
}

/**
 * Lines that let shipped modules and files be found. A local run stands in the app's own folder, a runner in the one
 * that `app_files` are relative to (fal 1.83.0): an app that opens files goes to its own folder, else both are named.
 */
function searchPathLines(surroundings: Surroundings, workerPath: string): PlaceLines {
  const { contextFolder, pathFolders, opensFiles } = surroundings;
  if (contextFolder === undefined)
    return withImports(pathFolders.map((folder) => `sys.path.append(${pythonString(folder)})`));
  const own = ownFolder(workerPath, contextFolder);
  if (opensFiles) return withImports(goToOwnFolder(workerPath, own.join("/"), pathFolders));
  const onRunner = pathFolders.map((folder) => resolved([...own, ...folder.split("/")]));
  const all = [...new Set([...pathFolders, own.join("/"), ...onRunner])].filter(
    (folder) => folder !== "" && folder !== ".",
  );
  return withImports(
    all.length === 0 ? [] : [`sys.path += [${all.map(pythonString).join(", ")}]  # here, and on the runner`],
  );
}

/** Of the app's own folder a runner has what `app_files` names, which may be nothing. */
function goToOwnFolder(workerPath: string, own: string, pathFolders: readonly string[]): readonly string[] {
  const folder = pythonString(own);
  const file = pythonString(workerPath.split("/").at(-1) ?? workerPath);
  const paths = [...new Set([".", ...pathFolders])].map((path) => `os.path.abspath(${pythonString(path)})`);
  return [
    `if not os.path.isfile(${file}):  # a runner starts above this file's folder`,
    `    os.makedirs(${folder}, exist_ok=True)`,
    `    os.chdir(${folder})`,
    `sys.path += [${paths.join(", ")}]`,
  ];
}

function withImports(lines: readonly string[]): PlaceLines {
  const text = lines.join("\n");
  const imports = ["os", "sys"].filter((name) => text.includes(`${name}.`)).map((name) => `import ${name}`);
  return { lines, imports };
}

/** The worker's folder as seen from the context folder, which lies some levels above it. */
function ownFolder(workerPath: string, contextFolder: string): readonly string[] {
  const levels = contextFolder.split("/").filter((part) => part === "..").length;
  return workerPath.split("/").slice(0, -1).slice(-levels);
}

function resolved(parts: readonly string[]): string {
  const kept: string[] = [];
  for (const part of parts) {
    if (part === "..") kept.pop();
    else if (part !== ".") kept.push(part);
  }
  return kept.join("/");
}
