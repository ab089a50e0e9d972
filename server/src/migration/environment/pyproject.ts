import { parse } from "smol-toml";
import type { Workspace } from "../workspace.js";
import { NOTHING_FOUND, type FoundRequirements } from "./pip-options.js";
import { parseRequirement } from "./requirement.js";

type Table = Readonly<Record<string, unknown>>;

/** The dependencies of a `pyproject.toml`: of its project table, else Poetry's. */
export function readPyproject(workspace: Workspace, path: string): FoundRequirements {
  const document = parseToml(workspace.read(path));
  const declared = at(document, "project", "dependencies");
  const lines = Array.isArray(declared)
    ? declared.filter((line) => typeof line === "string")
    : poetryRequirements(at(document, "tool", "poetry", "dependencies"));
  const found = lines.flatMap((line) => {
    const requirement = parseRequirement(line);
    return requirement === undefined ? [] : [{ requirement, source: path }];
  });
  return { ...NOTHING_FOUND, found, options: indexesOf(document).flatMap((url) => ["--extra-index-url", url]) };
}

/** What Pipenv's `Pipfile` installs; its versions read like Poetry's. */
export function readPipfile(workspace: Workspace, path: string): FoundRequirements {
  const document = parseToml(workspace.read(path));
  const found = poetryRequirements(at(document, "packages")).flatMap((line) => {
    const requirement = parseRequirement(line);
    return requirement === undefined ? [] : [{ requirement, source: path }];
  });
  const options = indexesOf(document).flatMap((url) => ["--extra-index-url", url]);
  return { ...NOTHING_FOUND, found, options };
}

/** The indexes that uv, Poetry or Pipenv are told of, but for PyPI itself. */
function indexesOf(document: Table): readonly string[] {
  const lists = [at(document, "tool", "uv", "index"), at(document, "tool", "poetry", "source"), at(document, "source")];
  const extra: unknown = at(document, "tool", "uv", "extra-index-url");
  const named = lists.flatMap(elements).map((entry) => at(entry, "url"));
  return [...named, ...elements(extra)]
    .filter((url) => typeof url === "string")
    .filter((url) => !url.includes("://pypi.org/"));
}

/** A TOML text as tables; an empty table where it cannot be read. */
export function parseToml(text: string | undefined): Table {
  if (text === undefined) return {};
  try {
    return parse(text);
  } catch {
    return {};
  }
}

export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isTable(inner) ? inner[key] : undefined), value);
}

function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function poetryRequirements(dependencies: unknown): readonly string[] {
  if (!isTable(dependencies)) return [];
  return Object.entries(dependencies)
    .filter(([name]) => name !== "python")
    .flatMap(([name, value]) => poetryRequirement(name, value) ?? []);
}

function poetryRequirement(name: string, value: unknown): string | undefined {
  if (typeof value === "string") return `${name}${poetryVersion(value)}`;
  if (!isTable(value) || value["optional"] === true) return undefined;
  const extras = Array.isArray(value["extras"]) ? `[${value["extras"].map(String).join(",")}]` : "";
  if (typeof value["git"] === "string") return `git+${value["git"]}${gitRevision(value)}`;
  if (typeof value["url"] === "string") return `${name} @ ${value["url"]}`;
  if (typeof value["path"] === "string") return `./${value["path"].replace(/^\.\//, "")}`;
  const version = typeof value["version"] === "string" ? poetryVersion(value["version"]) : "";
  return `${name}${extras}${version}`;
}

function gitRevision(value: Table): string {
  const revision = [value["rev"], value["tag"], value["branch"]].find((part) => typeof part === "string");
  return revision === undefined ? "" : `@${revision}`;
}

/** Poetry's `^1.2` and `~1.2` as ranges that pip reads. */
function poetryVersion(version: string): string {
  if (version === "*" || version === "") return "";
  const caret = /^\^(\d+(?:\.\d+)*)/.exec(version)?.[1];
  if (caret !== undefined) return `>=${caret},<${afterCaret(caret)}`;
  const tilde = /^~(\d+)(?:\.(\d+))?/.exec(version);
  if (tilde?.[1] !== undefined) {
    const upper = tilde[2] === undefined ? String(Number(tilde[1]) + 1) : `${tilde[1]}.${String(Number(tilde[2]) + 1)}`;
    return `>=${version.slice(1)},<${upper}`;
  }
  return /^\d/.test(version) ? `==${version}` : version.replace(/\s+/g, "");
}

/** The first version that `^version` excludes: the leftmost part that is not 0 goes up. */
function afterCaret(version: string): string {
  const parts = version.split(".").map(Number);
  const first = parts.findIndex((part) => part > 0);
  const index = first < 0 ? parts.length - 1 : first;
  return [...parts.slice(0, index), (parts[index] ?? 0) + 1].join(".");
}
