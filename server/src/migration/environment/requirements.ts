import type { PythonModule } from "../../python/module.js";
import type { Workspace } from "../workspace.js";
import { clonesOf } from "./clones.js";
import { findDockerfile, type Dockerfile } from "./dockerfile.js";
import { imageCommands } from "./image-commands.js";
import { readListing } from "./listing.js";
import { joined, NOTHING_FOUND, type FoundRequirements } from "./pip-options.js";
import { parseRequirement } from "./requirement.js";
import { RequirementList, type Requirements } from "./requirement-list.js";

export type { Requirements } from "./requirement-list.js";

/**
 * The packages that a worker needs: what the project lists for it, minus what fal brings itself, plus what the worker
 * and its local `modules` import and no list names. `modules` starts with the worker;
 * `stated` is what the code itself asks to have installed.
 */
export function inferRequirements(
  workspace: Workspace,
  modules: readonly PythonModule[],
  stated: readonly string[] = [],
): Requirements {
  const path = modules[0]?.path ?? "";
  const dockerfile = findDockerfile(workspace, path);
  const listing = readListing(workspace, path, dockerfile);
  const list = new RequirementList({ ...listing, own: joined([listing.own, statedRequirements(stated, path)]) });
  list.addFromImage(modules, dockerfile);
  list.addImports(modules, dockerfile, clonedAddresses(workspace, dockerfile));
  list.addCompanions(modules);
  list.addIndexes();
  list.remarkOnPython(dockerfile);
  list.remarkOnFolders(workspace, path);
  return list.result();
}

function statedRequirements(lines: readonly string[], source: string): FoundRequirements {
  const found = lines.flatMap((line) => {
    const requirement = parseRequirement(line);
    return requirement === undefined ? [] : [{ requirement, source }];
  });
  return { ...NOTHING_FOUND, found };
}

function clonedAddresses(workspace: Workspace, dockerfile: Dockerfile | undefined): readonly string[] {
  return dockerfile === undefined ? [] : clonesOf(imageCommands(workspace, dockerfile)).map(({ address }) => address);
}
