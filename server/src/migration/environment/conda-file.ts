import type { Workspace } from "../workspace.js";
import { isPlainConda, readCondaPackages } from "./conda.js";
import { joined, NOTHING_FOUND, type FoundRequirements } from "./pip-options.js";
import { parseRequirement } from "./requirement.js";

/** Whether `requirements` can stand for all that an `environment.yml` brings. */
export function isPlainCondaFile(workspace: Workspace, path: string): boolean {
  return isPlainConda(items(partsOf(workspace, path).conda));
}

/** The lists of an `environment.yml`: conda's packages, and pip's. */
function partsOf(workspace: Workspace, path: string): { readonly conda: string; readonly pip: string } {
  const text = workspace.read(path) ?? "";
  const dependencies = /^dependencies:[^\n]*\n((?:[ \t-][^\n]*\n?|\s*\n)*)/m.exec(text)?.[1] ?? "";
  const [conda = "", pip = ""] = dependencies.split(/^\s*-\s*pip:[^\n]*$/m);
  return { conda, pip };
}

/** What an `environment.yml` of conda installs, its `pip:` part included. */
export function readCondaFile(workspace: Workspace, path: string): FoundRequirements {
  const { conda, pip } = partsOf(workspace, path);
  const packages = readCondaPackages(items(conda), path);
  const found = items(pip).flatMap((line) => {
    const requirement = parseRequirement(line);
    return requirement === undefined ? [] : [{ requirement, source: path }];
  });
  return joined([packages, { ...NOTHING_FOUND, found }]);
}

function items(block: string): readonly string[] {
  return [...block.matchAll(/^\s*-\s*["']?([^"'#\n]+?)["']?\s*(?:#.*)?$/gm)].map(([, item = ""]) => item);
}
