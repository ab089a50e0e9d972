import type { PythonModule } from "../../python/module.js";
import type { Workspace } from "../workspace.js";
import { clonesOf } from "./clones.js";
import { findDockerfile, type Dockerfile } from "./dockerfile.js";
import { imageCommands } from "./image-commands.js";
import { readListing } from "./listing.js";
import { RequirementList, type Requirements } from "./requirement-list.js";

export type { Requirements } from "./requirement-list.js";

/**
 * The packages that a worker needs: what the project lists for it, minus what fal brings itself, plus what the worker
 * and its local `modules` import and no list names. `modules` starts with the worker.
 */
export function inferRequirements(workspace: Workspace, modules: readonly PythonModule[]): Requirements {
  const path = modules[0]?.path ?? "";
  const dockerfile = findDockerfile(workspace, path);
  const list = new RequirementList(readListing(workspace, path, dockerfile));
  list.addFromImage(modules, dockerfile);
  list.addImports(modules, dockerfile, clonedAddresses(workspace, dockerfile));
  list.addCompanions(modules);
  list.addIndexes();
  list.remarkOnPython(dockerfile);
  list.remarkOnFolders(workspace, path);
  return list.result();
}

function clonedAddresses(workspace: Workspace, dockerfile: Dockerfile | undefined): readonly string[] {
  return dockerfile === undefined ? [] : clonesOf(imageCommands(workspace, dockerfile)).map(({ address }) => address);
}
