import { topLevelPackage } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import type { Definition } from "./local-rewrite.js";

/** A statement of a module, read alone, that knows what the statements around it bind. */
export interface PartOfModule extends PythonModule {
  readonly outer: {
    /** The dotted origin of a name the module imports elsewhere, `""` for one that it binds otherwise. */
    origin(name: string): string | undefined;
    /** Whether the module holds this text elsewhere. */
    mentions(text: string): boolean;
  };
}

/** A name that new code can use, and the import statement that brings it. */
export interface ImportedAs {
  readonly name: string;
  readonly statement: string;
}

/** How new code gets at `import json` or `from fal.toolkit import File`: under its own name, or under another where the module uses that one for something else. */
export function importAs(module: PythonModule, statement: string): ImportedAs {
  const [, from, name] = /^(?:from (\S+) )?import (\S+)$/.exec(statement) ?? [];
  if (name === undefined) throw new Error(`Not an import of one name: ${statement}`);
  const origin = from === undefined ? name : `${from}.${name}`;
  if (meaningsOf(module, name).every((meaning) => meaning === origin)) return { name, statement };
  const prefix = from !== undefined && topLevelPackage(from) === "fal" ? "Fal" : "";
  const alias = freshName(module, prefix === "" ? `${name}_module` : `${prefix}${name}`);
  return { name: alias, statement: `${statement} as ${alias}` };
}

/** A name that the module does not use yet. */
export function freshName(module: PythonModule, wanted: string): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}_${String(number)}`;
    if (meaningsOf(module, name).length === 0) return name;
  }
}

/** What a name is bound to anywhere in the module: dotted origins of imports, `""` for anything else. */
function meaningsOf(module: PythonModule, name: string): readonly string[] {
  const outer = isPart(module) ? module.outer.origin(name) : undefined;
  const own = boundNames(module).get(name) ?? [];
  return outer === undefined ? own : [...own, outer];
}

function isPart(module: PythonModule): module is PartOfModule {
  return "outer" in module;
}

/** Whether the module holds this very definition already, from an earlier rewrite. */
function defines(module: PythonModule, source: string): boolean {
  return mentions(module, source) || mentions(module, source.replaceAll("\n", "\r\n"));
}

/** Whether the module, all of it, holds a text. */
export function mentions(module: PythonModule, text: string): boolean {
  return module.source.includes(text) || (isPart(module) && module.outer.mentions(text));
}

/**
 * A function that new code calls, under the wanted name or, where the module uses that for something else, a similar
 * one. `write` gets its name and the names of what it imports.
 */
export function defineFunction(
  module: PythonModule,
  wanted: string,
  imports: readonly string[],
  write: (name: string, ...imported: readonly string[]) => string,
): Definition {
  const imported = imports.map((statement) => importAs(module, statement));
  const source = (name: string): string => write(name, ...imported.map((use) => use.name));
  const name = defines(module, source(wanted)) ? wanted : freshName(module, wanted);
  return { name, source: source(name), imports: imported.map((use) => use.statement) };
}

const known = new WeakMap<PythonModule, ReadonlyMap<string, readonly string[]>>();

function boundNames(module: PythonModule): ReadonlyMap<string, readonly string[]> {
  const cached = known.get(module);
  if (cached !== undefined) return cached;
  const bound = new Map<string, string[]>();
  for (const node of module.root.walk()) {
    if (node.type !== "identifier" || module.scopes.roleOf(node) !== "bind") continue;
    bound.set(node.text, [...(bound.get(node.text) ?? []), module.names.of(node) ?? ""]);
  }
  known.set(module, bound);
  return bound;
}
