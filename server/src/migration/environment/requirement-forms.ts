import { topLevelPackage } from "../../python/imports.js";
import type { FoundRequirement, FoundRequirements } from "./pip-options.js";
import { parseRequirement, withoutMarker, type Requirement } from "./requirement.js";

/** A package by its name, as a requirement. */
export function packageOf(text: string): Requirement {
  const requirement = parseRequirement(text);
  if (requirement === undefined) throw new Error(`Not a requirement: ${text}`);
  return requirement;
}

/** Whether two requirements install the same. */
export function isSame(a: Requirement, b: Requirement): boolean {
  return a.kind === "package" && b.kind === "package" ? a.version === b.version : a.text === b.text;
}

/** Whether a module belongs to a package. */
export function isPackage(module: string, name: string): boolean {
  return topLevelPackage(module) === name;
}

/** A requirement as a Linux machine reads it: markers for other systems drop it, those for Linux go. */
export function onLinux(requirement: Requirement): Requirement | undefined {
  if (requirement.kind !== "package" || requirement.marker === "") return requirement;
  const marker = requirement.marker.replace(/^;\s*/, "");
  const system = /^\s*(?:sys_platform|platform_system|os_name)\s*(==|!=)\s*["']([^"']+)["']\s*$/.exec(marker);
  if (system === null) return requirement;
  const isLinux = /^(?:linux|posix)/i.test(system[2] ?? "");
  return isLinux === (system[1] === "==") ? withoutMarker(requirement) : undefined;
}

/** Whether the address of a requirement has a password in it. */
export function hasCredentials(text: string): boolean {
  return /:\/\/(?!git@)[^/@\s]+@/.test(text);
}

/** Requirements by the name of their package. */
export function byName({ found }: FoundRequirements): ReadonlyMap<string, FoundRequirement> {
  return new Map(
    found.flatMap((item) => (item.requirement.kind === "path" ? [] : [[item.requirement.name, item] as const])),
  );
}

/** Options come in pairs of a name and a value; the same pair twice says nothing new. */
export function uniqueOptions(options: readonly string[]): readonly string[] {
  const pairs = new Map<string, readonly string[]>();
  for (let index = 0; index + 1 < options.length; index += 2) {
    const pair = options.slice(index, index + 2);
    pairs.set(pair.join(" "), pair);
  }
  return [...pairs.values()].flat();
}
