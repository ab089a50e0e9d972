import { topLevelPackage } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import type { Workspace } from "../workspace.js";
import { importedModules } from "./imported-packages.js";
import { filesOf, folderOf, foldersOf, joinPath } from "./paths.js";
import { decision, listed, type EnvironmentRemark } from "./remark.js";

/** Says which modules of the project a worker imports although they are not there. */
export function missingRemarks(
  workspace: Workspace,
  worker: PythonModule,
  roots: readonly string[],
): readonly EnvironmentRemark[] {
  const missing = importedModules(worker)
    .filter(({ isOptional, stated }) => !isOptional && isOwn(worker, stated))
    .filter(({ stated }) => !isThere(workspace, worker, roots, stated))
    .map(({ stated }) => stated);
  if (missing.length === 0) return [];
  const names = [...new Set(missing)];
  const reason = `The worker imports ${listed(names)}, which ${names.length === 1 ? "is" : "are"} not in the project; the app cannot start without.`;
  return [decision("local-modules", reason)];
}

function isOwn(worker: PythonModule, stated: string): boolean {
  return stated.startsWith(".") || worker.isLocal(topLevelPackage(stated));
}

function isThere(workspace: Workspace, worker: PythonModule, roots: readonly string[], stated: string): boolean {
  const dots = /^\.+/.exec(stated)?.[0].length ?? 0;
  const path = stated.slice(dots).replaceAll(".", "/") || ".";
  const own = folderOf(worker.path);
  const starts = dots === 0 ? roots : [joinPath(own, "../".repeat(dots - 1) || ".")];
  return starts.some((start) => {
    const place = start === undefined ? undefined : joinPath(start, path);
    return (
      place !== undefined && (filesOf(workspace).has(`${place}.py`) || foldersOf(workspace).has(place) || place === "")
    );
  });
}
