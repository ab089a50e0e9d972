import { pythonString } from "../../python/literals.js";
import type { Surroundings } from "./draft.js";

/**
 * Lines of `setup()` that let shipped modules be found. A local run stands in the app's own folder, a runner in the
 * one that `app_files` are relative to (fal 1.83.0), so both places are named.
 */
export function searchPathLines({ contextFolder, pathFolders }: Surroundings, workerPath: string): readonly string[] {
  if (contextFolder === undefined) return pathFolders.map((folder) => `sys.path.append(${pythonString(folder)})`);
  const own = ownFolder(workerPath, contextFolder);
  const onRunner = pathFolders.map((folder) => resolved([...own, ...folder.split("/")]));
  const all = [...new Set([...pathFolders, own.join("/"), ...onRunner])].filter(
    (folder) => folder !== "" && folder !== ".",
  );
  return all.length === 0 ? [] : [`sys.path += [${all.map(pythonString).join(", ")}]  # here, and on the runner`];
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
