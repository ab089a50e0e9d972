import type { Workspace } from "../workspace.js";
import type { Dockerfile } from "./dockerfile.js";
import { baseName, filesBelow, filesOf, foldersUpFrom, joinPath } from "./paths.js";
import { joined, NOTHING_FOUND, readOption, type FoundRequirements } from "./pip-options.js";
import { decision } from "./remark.js";
import { constraintsRemark, pipOption, readRequirementsFile } from "./requirements-file.js";
import { parseRequirement } from "./requirement.js";

/** What the `pip install` and `uv pip install` lines of a Dockerfile install. */
export function readDockerfileRequirements(workspace: Workspace, dockerfile: Dockerfile): FoundRequirements {
  const commands = dockerfile.steps.flatMap((step) => (step.kind === "run" ? step.commands : []));
  return joined(
    commands.map(({ words }) => {
      const installed = installArguments(words);
      return installed === undefined ? NOTHING_FOUND : readArguments(workspace, dockerfile, installed);
    }),
  );
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
  if (start < 0 || start > 4) return undefined;
  const verb = words.findIndex((word, index) => index > start && (word === "install" || word === "add"));
  const between = words.slice(start + 1, verb).every((word) => word === "pip" || word.startsWith("-"));
  return verb < 0 || !between ? undefined : words.slice(verb + 1);
}

function readArguments(workspace: Workspace, dockerfile: Dockerfile, words: readonly string[]): FoundRequirements {
  const parts: FoundRequirements[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const option = readOption(word, words[index + 1]);
    if (option?.usesNext === true) index += 1;
    if (option === undefined) parts.push(readPackage(dockerfile, word));
    else if (option.meaning === "requirements") parts.push(readReferenced(workspace, dockerfile, option.value));
    else if (option.meaning === "constraints") parts.push(constraintsRemark(dockerfile.path, option.value));
    else if (option.meaning === "editable") parts.push(readPackage(dockerfile, option.value));
    else parts.push(pipOption(option.meaning, option.value));
  }
  return joined(parts);
}

/** Packages that `pip install` lines name only to be up to date themselves. */
const TOOLS = new Set(["pip", "setuptools", "wheel", "uv", "packaging", "build", "ninja", "cmake"]);

function readPackage(dockerfile: Dockerfile, word: string): FoundRequirements {
  if (/[`$<>]/.test(word.replace(/[<>]=?[\d.]/g, ""))) return unreadable(dockerfile, word);
  const requirement = parseRequirement(word);
  if (requirement === undefined) return unreadable(dockerfile, word);
  const isTool = requirement.kind === "package" && TOOLS.has(requirement.name);
  return isTool ? NOTHING_FOUND : { ...NOTHING_FOUND, found: [{ requirement, source: dockerfile.path }] };
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
