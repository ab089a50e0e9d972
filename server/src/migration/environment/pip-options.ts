import type { EnvironmentRemark } from "./remark.js";
import type { Requirement } from "./requirement.js";

/** A requirement and the file that names it. */
export interface FoundRequirement {
  readonly requirement: Requirement;
  /** Path of the file in the workspace. */
  readonly source: string;
}

/** What one source says about the Python environment. */
export interface FoundRequirements {
  readonly found: readonly FoundRequirement[];
  /** Arguments for pip that belong beside the packages, such as `--extra-index-url` and its address. */
  readonly options: readonly string[];
  readonly remarks: readonly EnvironmentRemark[];
}

export const NOTHING_FOUND: FoundRequirements = { found: [], options: [], remarks: [] };

export function joined(parts: readonly FoundRequirements[]): FoundRequirements {
  return {
    found: parts.flatMap(({ found }) => found),
    options: parts.flatMap(({ options }) => options),
    remarks: parts.flatMap(({ remarks }) => remarks),
  };
}

/** What pip's options with a value mean here. */
export const PIP_OPTIONS: Readonly<Record<string, OptionMeaning | undefined>> = {
  "-r": "requirements",
  "--requirement": "requirements",
  "--requirements": "requirements",
  "-c": "constraints",
  "--constraint": "constraints",
  "--constraints": "constraints",
  "-e": "editable",
  "--editable": "editable",
  "-i": "index",
  "--index-url": "index",
  "--default-index": "index",
  "--extra-index-url": "index",
  "--index": "index",
  "-f": "find-links",
  "--find-links": "find-links",
  "--trusted-host": "ignored",
  "--target": "ignored",
  "-t": "ignored",
  "--prefix": "ignored",
  "--root": "ignored",
  "--python": "ignored",
  "-p": "ignored",
  "--timeout": "ignored",
  "--retries": "ignored",
  "--cache-dir": "ignored",
  "--index-strategy": "ignored",
  "--torch-backend": "ignored",
  "--no-binary": "ignored",
  "--only-binary": "ignored",
  "--progress-bar": "ignored",
  "--global-option": "ignored",
  "--config-settings": "ignored",
  "--src": "ignored",
  "--platform": "ignored",
  "--upgrade-strategy": "ignored",
  "--root-user-action": "ignored",
  "--group": "ignored",
};

export type OptionMeaning = "requirements" | "constraints" | "editable" | "index" | "find-links" | "ignored";

/** The option that a word starts with and its value, from `--name=value`, `--name value` or `-rvalue`. */
export function readOption(
  word: string,
  next: string | undefined,
): { readonly meaning: OptionMeaning | "flag"; readonly value: string; readonly usesNext: boolean } | undefined {
  if (!word.startsWith("-")) return undefined;
  const equals = word.indexOf("=");
  const name = equals > 0 ? word.slice(0, equals) : word;
  const meaning = PIP_OPTIONS[name];
  if (meaning !== undefined && equals > 0) return { meaning, value: word.slice(equals + 1), usesNext: false };
  if (meaning !== undefined) return { meaning, value: next ?? "", usesNext: true };
  const glued = /^-[rcefi](?=[^-=])/.exec(word)?.[0];
  const gluedMeaning = glued === undefined ? undefined : PIP_OPTIONS[glued];
  if (glued !== undefined && gluedMeaning !== undefined)
    return { meaning: gluedMeaning, value: word.slice(glued.length), usesNext: false };
  return { meaning: "flag", value: "", usesNext: false };
}
