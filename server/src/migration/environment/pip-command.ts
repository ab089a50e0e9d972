import type { Workspace } from "../workspace.js";
import type { Dockerfile } from "./dockerfile.js";
import { imageCommands, inside } from "./image-commands.js";
import { fileOfImage } from "./image-files.js";
import { joined, NOTHING_FOUND, readOption, type FoundRequirements } from "./pip-options.js";
import { clonesOf, cloneAt, type Clone } from "./clones.js";
import { condaArguments, readCondaPackages } from "./conda.js";
import { decision } from "./remark.js";
import { constraintsRemark, pipOption, readRequirementsFile } from "./requirements-file.js";
import { parseRequirement } from "./requirement.js";

/** What the `pip install` and `uv pip install` lines of a Dockerfile install. */
export function readDockerfileRequirements(workspace: Workspace, dockerfile: Dockerfile): FoundRequirements {
  const commands = imageCommands(workspace, dockerfile);
  const clones = clonesOf(commands);
  return joined(
    commands.map((command) => {
      const installed = installArguments(command.words);
      const image: Image = { workspace, dockerfile, clones, folder: command.folder };
      if (installed !== undefined) return readArguments(image, installed);
      const conda = condaArguments(command.words);
      return conda === undefined ? NOTHING_FOUND : readCondaPackages(conda, dockerfile.path);
    }),
  );
}

/** What the arguments of an install command are read against. */
interface Image {
  readonly workspace: Workspace;
  readonly dockerfile: Dockerfile;
  readonly clones: readonly Clone[];
  /** The folder of the image that the command runs in. */
  readonly folder: string;
}

/** Whether a command of a Dockerfile installs Python packages. */
export function isPipInstall(words: readonly string[]): boolean {
  return installArguments(words) !== undefined;
}

const INSTALLERS = /(?:^|\/)(?:pip[\d.]*|uv|uvx)$/;

/** The words behind `pip install`; undefined for any other command. */
function installArguments(words: readonly string[]): readonly string[] | undefined {
  const start = words.findIndex(
    (word, index) => INSTALLERS.test(word) || (word === "pip" && words[index - 1] === "-m"),
  );
  if (start < 0 || (start > 4 && words[0] !== "conda")) return undefined;
  const verb = words.findIndex((word, index) => index > start && (word === "install" || word === "add"));
  const between = words.slice(start + 1, verb).every((word) => word === "pip" || word.startsWith("-"));
  return verb < 0 || !between ? undefined : words.slice(verb + 1);
}

function readArguments(image: Image, words: readonly string[]): FoundRequirements {
  const { workspace, dockerfile } = image;
  const parts: FoundRequirements[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const option = readOption(word, words[index + 1]);
    if (option?.usesNext === true) index += 1;
    if (option === undefined) parts.push(readPackage(image, word));
    else if (option.meaning === "requirements") parts.push(readReferenced(workspace, dockerfile, option.value));
    else if (option.meaning === "constraints") parts.push(constraintsRemark(dockerfile.path, option.value));
    else if (option.meaning === "editable") parts.push(readPackage(image, option.value));
    else parts.push(pipOption(option.meaning, option.value));
  }
  return joined(parts);
}

/** Packages that `pip install` lines name only to be up to date themselves, or to install the others with. */
const TOOLS = new Set(
  (
    "pip setuptools wheel uv packaging build ninja cmake poetry poetry-core poetry-plugin-export pipenv pip-tools pipx " +
    "pdm hatch hatchling virtualenv"
  ).split(" "),
);

function readPackage({ dockerfile, clones, folder }: Image, word: string): FoundRequirements {
  if (/[`$<>]/.test(word.replace(/[<>]=?[\d.]/g, ""))) return unreadable(dockerfile, word);
  const requirement = parseRequirement(word);
  if (requirement === undefined) return unreadable(dockerfile, word);
  const clone = requirement.kind === "path" ? cloneAt(clones, inside(folder, folderOfPath(word))) : undefined;
  const cloned = clone === undefined ? undefined : parseRequirement(clone.requirement);
  if (cloned !== undefined) return { ...NOTHING_FOUND, found: [{ requirement: cloned, source: dockerfile.path }] };
  const isTool = requirement.kind === "package" && TOOLS.has(requirement.name);
  return isTool ? NOTHING_FOUND : { ...NOTHING_FOUND, found: [{ requirement, source: dockerfile.path }] };
}

/** `/opt/tool` for `/opt/tool[extra]`. */
function folderOfPath(word: string): string {
  return word.replace(/\[.*\]$/, "");
}

function unreadable(dockerfile: Dockerfile, word: string): FoundRequirements {
  const reason = `\`${dockerfile.path}\` installs \`${word}\`, which cannot be read; add it to \`requirements\` by hand.`;
  return { ...NOTHING_FOUND, remarks: [decision("requirements", reason)] };
}

function readReferenced(workspace: Workspace, dockerfile: Dockerfile, value: string): FoundRequirements {
  const path = fileOfImage(workspace, dockerfile, value);
  if (path !== undefined) return readRequirementsFile(workspace, path);
  const reason = `\`${dockerfile.path}\` installs from \`${value}\`, which is not in the project; add what it lists to \`requirements\`.`;
  return { ...NOTHING_FOUND, remarks: [decision("requirements", reason)] };
}
