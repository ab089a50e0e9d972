import type { Workspace } from "../workspace.js";
import type { DataFile } from "./data-files.js";
import { findDockerfile } from "./dockerfile.js";
import { fileOfImage } from "./image-files.js";
import { folderOf, relativePath } from "./paths.js";
import { decision, type EnvironmentRemark } from "./remark.js";

/** Paths of the old image in a worker's own file, and where the shipped file lies as seen from the app's folder. */
export interface ShippedPaths {
  readonly places: ReadonlyMap<string, string>;
  readonly remarks: readonly EnvironmentRemark[];
}

/**
 * A file that the image held at `/app/labels.json` is shipped beside the app instead. Where the Dockerfile proves which
 * file of the project that was, the code can name its new place; any other is a matter for a person.
 */
export function shippedPaths(workspace: Workspace, workerPath: string, files: readonly DataFile[]): ShippedPaths {
  const dockerfile = findDockerfile(workspace, workerPath);
  const places = new Map<string, string>();
  const remarks: EnvironmentRemark[] = [];
  for (const { path, literal, module, isAbsolute } of files) {
    if (!isAbsolute) continue;
    const place = relativePath(folderOf(workerPath), path);
    const isProven = dockerfile !== undefined && fileOfImage(workspace, dockerfile, literal) === path;
    if (isProven && module.path === workerPath) places.set(literal, place);
    else remarks.push(decision("image-path", unproven(literal, module.path, place)));
  }
  return { places, remarks };
}

function unproven(literal: string, file: string, place: string): string {
  return `\`${literal}\` in \`${file}\` was a path of the image; the app ships the file as \`${place}\`: name it there.`;
}
