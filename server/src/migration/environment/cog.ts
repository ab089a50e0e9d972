import type { Workspace } from "../workspace.js";
import { folderOf, joinPath } from "./paths.js";
import { NOTHING_FOUND, type FoundRequirements } from "./pip-options.js";
import { readRequirementsFile } from "./requirements-file.js";
import { parseRequirement } from "./requirement.js";

/** What a `cog.yaml` installs: the model was written for Cog before it was served by RunPod. */
export function readCogFile(workspace: Workspace, path: string): FoundRequirements {
  const text = workspace.read(path) ?? "";
  const file = /^\s+python_requirements:\s*["']?([^"'#\n]+?)["']?\s*$/m.exec(text)?.[1];
  const target = file === undefined ? undefined : joinPath(folderOf(path), file);
  if (target !== undefined) return readRequirementsFile(workspace, target);
  const block = /^(\s+)python_packages:[^\n]*\n((?:\s*(?:-[^\n]*|#[^\n]*)?\n?)*)/m.exec(text)?.[2] ?? "";
  const items = [...block.matchAll(/^\s*-\s*["']?([^"'#\n]+?)["']?\s*(?:#.*)?$/gm)];
  const found = items.flatMap(([, line = ""]) => {
    const requirement = parseRequirement(line);
    return requirement === undefined || /^cog\b/.test(line) ? [] : [{ requirement, source: path }];
  });
  return { ...NOTHING_FOUND, found };
}
