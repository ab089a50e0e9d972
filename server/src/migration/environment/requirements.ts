import type { PythonModule } from "../../python/module.js";
import type { Workspace } from "../workspace.js";
import { findDockerfile, type Dockerfile } from "./dockerfile.js";
import { baseName, filesOf, folderOf, joinPath, nearestFile } from "./paths.js";
import { readDockerfileRequirements } from "./pip-command.js";
import { joined, NOTHING_FOUND, type FoundRequirements } from "./pip-options.js";
import { at, parseToml, readPyproject } from "./pyproject.js";
import { RequirementList, type Requirements } from "./requirement-list.js";
import { readRequirementsFile } from "./requirements-file.js";

export type { Requirements } from "./requirement-list.js";

/**
 * The packages that a worker needs: what the project lists for it, minus what fal brings itself, plus what the worker
 * and its local `modules` import and no list names. `modules` starts with the worker.
 */
export function inferRequirements(workspace: Workspace, modules: readonly PythonModule[]): Requirements {
  const path = modules[0]?.path ?? "";
  const dockerfile = findDockerfile(workspace, path);
  const listing = listedRequirements(workspace, path, dockerfile);
  const list = new RequirementList(listing);
  list.addFromImage(modules, dockerfile);
  list.addImports(modules, dockerfile);
  list.addCompanions(modules);
  list.remarkOnFolders(workspace, path);
  return list.result();
}

const FILE_NAMES = [
  "requirements.txt",
  "builder/requirements.txt",
  "requirements-runpod.txt",
  "requirements_runpod.txt",
  "runpod_requirements.txt",
  "requirements-serverless.txt",
  "requirements_serverless.txt",
  "requirements-gpu.txt",
  "requirements/base.txt",
];

/** What the project lists: the files and packages that its Dockerfile installs, else the nearest list. */
function listedRequirements(workspace: Workspace, path: string, dockerfile: Dockerfile | undefined): FoundRequirements {
  const image = dockerfile === undefined ? NOTHING_FOUND : readDockerfileRequirements(workspace, dockerfile);
  const readsFile = image.found.some(({ source }) => source !== dockerfile?.path);
  if (readsFile) return image;
  const file = configuredFile(workspace, path) ?? nearestFile(workspace, path, FILE_NAMES);
  if (file !== undefined) return joined([readRequirementsFile(workspace, file), image]);
  const pyproject = readNearestPyproject(workspace, path);
  return joined([pyproject, image]);
}

/** The file that `runpod.toml` names. */
function configuredFile(workspace: Workspace, path: string): string | undefined {
  const toml = nearestFile(workspace, path, ["runpod.toml"]);
  if (toml === undefined) return undefined;
  const name = at(parseToml(workspace.read(toml)), "runtime", "requirements_path");
  const file = typeof name === "string" ? joinPath(folderOf(toml), name) : undefined;
  return file !== undefined && filesOf(workspace).has(file) ? file : undefined;
}

function readNearestPyproject(workspace: Workspace, path: string): FoundRequirements {
  const file = nearestFile(workspace, path, ["pyproject.toml"]);
  return file === undefined ? NOTHING_FOUND : readPyproject(workspace, file);
}

/** Whether a path is a list that this inference reads; such a file is never a data file of the worker. */
export function isRequirementsFile(path: string): boolean {
  return FILE_NAMES.some((name) => baseName(name) === baseName(path));
}
