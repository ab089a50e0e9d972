import type { Workspace } from "../workspace.js";
import { findDockerfile } from "./dockerfile.js";
import { folderOf, foldersOf, foldersUpFrom, joinPath } from "./paths.js";

/**
 * The folders in which a worker's absolute imports are looked for: its own, those it or its Dockerfile adds to the
 * path, then those above it (a worker is often started from the repository's root), last a `src` beside any of these.
 */
export function searchRoots(workspace: Workspace, path: string): readonly string[] {
  const added = [...addedInCode(workspace, path), ...addedByImage(workspace, path)];
  const above = foldersUpFrom(path).slice(1);
  const sources = foldersUpFrom(path).flatMap((folder) => existing(workspace, folder, "src"));
  return [...new Set([folderOf(path), ...added, ...above, ...sources])];
}

const SYS_PATH = /sys\.path\.(?:insert\(\s*\d+\s*,|append\()\s*([^\n]+)\)/g;

/** Folders named by `sys.path.insert(0, …)`: the string parts of the expression, joined to the worker's folder. */
function addedInCode(workspace: Workspace, path: string): readonly string[] {
  const text = workspace.read(path) ?? "";
  return [...text.matchAll(SYS_PATH)].flatMap(([, expression = ""]) => {
    const parts = [...expression.matchAll(/["']([^"'\n]+)["']/g)].map(([, part = ""]) => part);
    const ups = (expression.match(/\.parent\b|dirname\(/g) ?? []).length - (expression.includes("__file__") ? 1 : 0);
    const steps = [...Array<string>(Math.max(0, ups)).fill(".."), ...parts];
    return existing(workspace, folderOf(path), steps.join("/"));
  });
}

/** `ENV PYTHONPATH=/app/src` names a folder that the image has under the name it has here. */
function addedByImage(workspace: Workspace, path: string): readonly string[] {
  const dockerfile = findDockerfile(workspace, path);
  const values = dockerfile?.steps.flatMap((step) =>
    step.kind === "env" ? (step.variables.get("PYTHONPATH") ?? []) : [],
  );
  return (values ?? []).flatMap((value) => value.split(":")).flatMap((folder) => existing(workspace, "", folder));
}

/** The folder of the workspace that a path means; of an absolute one the longest ending that exists. */
function existing(workspace: Workspace, from: string, path: string): readonly string[] {
  const folders = foldersOf(workspace);
  const direct = path.startsWith("/") ? undefined : joinPath(from, path);
  if (direct !== undefined && folders.has(direct)) return [direct];
  const parts = path.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
  for (let start = 0; start < parts.length; start += 1) {
    const ending = parts.slice(start).join("/");
    if (folders.has(ending)) return [ending];
  }
  return [];
}
