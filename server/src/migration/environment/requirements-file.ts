import type { Workspace } from "../workspace.js";
import { filesOf, folderOf, joinPath } from "./paths.js";
import { joined, NOTHING_FOUND, readOption, type FoundRequirements, type OptionMeaning } from "./pip-options.js";
import { decision, note } from "./remark.js";
import { parseRequirement } from "./requirement.js";

/** Reads a requirements file and the files that it includes. */
export function readRequirementsFile(
  workspace: Workspace,
  path: string,
  seen: ReadonlySet<string> = new Set(),
): FoundRequirements {
  const text = workspace.read(path);
  if (text === undefined || seen.has(path)) return NOTHING_FOUND;
  const context: FileContext = { workspace, path, seen: new Set([...seen, path]) };
  return joined(logicalLines(text).map((line) => readLine(context, line)));
}

interface FileContext {
  readonly workspace: Workspace;
  readonly path: string;
  readonly seen: ReadonlySet<string>;
}

/** Lines with their continuations joined and their comments removed. */
function logicalLines(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, "")
    .replace(/\\\r?\n/g, " ")
    .split(/\r?\n|\r/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, "").trim())
    .filter((line) => line !== "");
}

function readLine(context: FileContext, line: string): FoundRequirements {
  const [word = "", ...rest] = line.split(/\s+/);
  const option = readOption(word, rest.join(" "));
  if (option !== undefined) return readFileOption(context, option.meaning, option.value.trim());
  return readRequirement(context, line);
}

function readRequirement({ path }: FileContext, line: string): FoundRequirements {
  const requirement = parseRequirement(line);
  if (requirement !== undefined) return { ...NOTHING_FOUND, found: [{ requirement, source: path }] };
  const reason = `\`${path}\` has a line that is no requirement, \`${line}\`; it is left out of \`requirements\`.`;
  return { ...NOTHING_FOUND, remarks: [decision("requirements", reason)] };
}

function readFileOption(context: FileContext, meaning: OptionMeaning | "flag", value: string): FoundRequirements {
  if (meaning === "requirements") return readInclude(context, value);
  if (meaning === "constraints") return constraintsRemark(context.path, value);
  if (meaning === "editable") return readRequirement(context, value);
  return pipOption(meaning, value);
}

/** The arguments of an index or of a page of archives; the first index stays the default one. */
export function pipOption(meaning: OptionMeaning | "flag", value: string): FoundRequirements {
  if (meaning === "find-links" && !value.includes("$")) return { ...NOTHING_FOUND, options: ["--find-links", value] };
  if (meaning !== "index" || value.includes("$") || /^https?:\/\/pypi\.(?:python\.)?org\/simple\/?$/.test(value))
    return NOTHING_FOUND;
  if (/\/\/[^/]*@/.test(value)) {
    const reason = "A package index in the old set-up has a password in its address; it is left out of `requirements`.";
    return { ...NOTHING_FOUND, remarks: [decision("requirements", reason)] };
  }
  return { ...NOTHING_FOUND, options: ["--extra-index-url", value] };
}

export function constraintsRemark(source: string, value: string): FoundRequirements {
  const reason = `\`${source}\` installs under the constraints of \`${value}\`; \`requirements\` has no such thing, so pin what matters.`;
  return { ...NOTHING_FOUND, remarks: [note("requirements", reason)] };
}

function readInclude({ workspace, path, seen }: FileContext, value: string): FoundRequirements {
  const target = joinPath(folderOf(path), value);
  if (target !== undefined && filesOf(workspace).has(target)) return readRequirementsFile(workspace, target, seen);
  const reason = `\`${path}\` includes \`${value}\`, which is not there; add what it lists to \`requirements\`.`;
  return { ...NOTHING_FOUND, remarks: [decision("requirements", reason)] };
}
