import type { Workspace } from "../workspace.js";
import { readCogFile } from "./cog.js";
import { readCondaFile } from "./conda-file.js";
import type { Dockerfile } from "./dockerfile.js";
import { baseName, filesOf, folderOf, joinPath, nearestFile, nearestFiles } from "./paths.js";
import { readDockerfileRequirements } from "./pip-command.js";
import { joined, NOTHING_FOUND, type FoundRequirements } from "./pip-options.js";
import { at, parseToml, readPipfile, readPyproject } from "./pyproject.js";
import { readRequirementsFile } from "./requirements-file.js";
import { readSetupScript } from "./setup-script.js";

/** What a project says about the packages of a worker. */
export interface Listing {
  /** What is installed for the worker. */
  readonly own: FoundRequirements;
  /** A list for several workers of the project: it says which versions, not which packages this one needs. */
  readonly shared: FoundRequirements;
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
  "pyproject.toml",
  "cog.yaml",
  "environment.yml",
  "environment.yaml",
  "Pipfile",
  "setup.py",
];

/** What the project lists: the files and packages that its Dockerfile installs, else the nearest list. */
export function readListing(workspace: Workspace, path: string, dockerfile: Dockerfile | undefined): Listing {
  const image = dockerfile === undefined ? NOTHING_FOUND : readDockerfileRequirements(workspace, dockerfile);
  const readsFile = image.found.some(({ source }) => source !== dockerfile?.path);
  if (readsFile) return { own: image, shared: NOTHING_FOUND };
  const configured = configuredFile(workspace, path);
  if (configured !== undefined)
    return { own: joined([readRequirementsFile(workspace, configured), image]), shared: NOTHING_FOUND };
  const lists = nearestFiles(workspace, path, FILE_NAMES).map((file) => ({ file, listed: readList(workspace, file) }));
  const nearest = lists.find(({ listed }) => listed.found.length > 0);
  if (nearest === undefined) return { own: image, shared: NOTHING_FOUND };
  return isShared(workspace, nearest.file, path)
    ? { own: image, shared: nearest.listed }
    : { own: joined([nearest.listed, image]), shared: NOTHING_FOUND };
}

function readList(workspace: Workspace, file: string): FoundRequirements {
  const name = baseName(file);
  if (name === "pyproject.toml") return readPyproject(workspace, file);
  if (name === "Pipfile") return readPipfile(workspace, file);
  if (name === "setup.py") return readSetupScript(workspace, file);
  if (name === "cog.yaml") return readCogFile(workspace, file);
  if (name.startsWith("environment.")) return readCondaFile(workspace, file);
  return readRequirementsFile(workspace, file);
}

/** The file that `runpod.toml` names. */
function configuredFile(workspace: Workspace, path: string): string | undefined {
  const toml = nearestFile(workspace, path, ["runpod.toml"]);
  if (toml === undefined) return undefined;
  const name = at(parseToml(workspace.read(toml)), "runtime", "requirements_path");
  const file = typeof name === "string" ? joinPath(folderOf(toml), name) : undefined;
  return file !== undefined && filesOf(workspace).has(file) ? file : undefined;
}

/** Files that make a folder a project of its own. */
const PROJECT_FILE = /(?:^|\/)(?:Dockerfile|cog\.yaml|pyproject\.toml|requirements\.txt)$/;

/** Whether several projects lie below the folder of a list, and the worker in one of them or beside them. */
function isShared(workspace: Workspace, file: string, path: string): boolean {
  const home = folderOf(file);
  if (folderOf(path) === home) return false;
  const prefix = home === "" ? "" : `${home}/`;
  const projects = [...filesOf(workspace)].filter(
    (other) => other.startsWith(prefix) && PROJECT_FILE.test(other) && !PART_FOLDERS.test(other.slice(prefix.length)),
  );
  return new Set(projects.map(folderOf).filter((folder) => folder !== home)).size > 1;
}

/** Folders that belong to the project around them although such files lie in them. */
const PART_FOLDERS = /^(?:\.[^/]*|builder|build|docker|tests?|docs?|scripts)\//;

/** Whether a path is a list that this inference reads; such a file is never a data file of the worker. */
export function isRequirementsFile(path: string): boolean {
  return FILE_NAMES.some((name) => baseName(name) === baseName(path));
}
