import type { Workspace } from "../workspace.js";
import type { Dockerfile } from "./dockerfile.js";
import { baseName, filesBelow, filesOf, foldersUpFrom, joinPath } from "./paths.js";

/** The file of the workspace that an image knows as `path`: where a COPY took it from, else by its name. */
export function fileOfImage(workspace: Workspace, dockerfile: Dockerfile, path: string): string | undefined {
  // The folder that an image is built from is not written down: often the Dockerfile's own, else one above it.
  const contexts = foldersUpFrom(dockerfile.path);
  const copied = dockerfile.steps.flatMap((step) => (step.kind === "copy" ? [step] : []));
  for (const context of contexts) {
    for (const { sources, target } of copied) {
      for (const source of sources) {
        const found = copiedFile(workspace, context, { source, target }, path);
        if (found !== undefined) return found;
      }
    }
  }
  return contexts.flatMap((context) => byName(workspace, context, path) ?? [])[0];
}

function copiedFile(
  workspace: Workspace,
  context: string,
  copy: { readonly source: string; readonly target: string },
  path: string,
): string | undefined {
  const source = joinPath(context, copy.source.replace(/^\//, ""));
  if (source === undefined) return undefined;
  const isFile = filesOf(workspace).has(source);
  if (isFile && (baseName(source) === baseName(path) || copy.target === path)) return source;
  const folder = copy.target.replace(/\/?$/, "/");
  const candidate = joinPath(source, path.startsWith(folder) ? path.slice(folder.length) : baseName(path));
  return candidate !== undefined && filesOf(workspace).has(candidate) ? candidate : undefined;
}

/** A file at that place, or the only thing of that name, so that a mere namesake elsewhere is not taken. */
function byName(workspace: Workspace, context: string, path: string): string | undefined {
  const direct = joinPath(context, path.replace(/^\//, ""));
  if (direct !== undefined && filesOf(workspace).has(direct)) return direct;
  const namesakes = filesBelow(workspace, context).filter((file) => baseName(file) === baseName(path));
  return namesakes.length === 1 ? namesakes[0] : undefined;
}
