import { CanonicalNames } from "./imports.js";
import { indentationUnit, lineNumber } from "./lines.js";
import type { PyNode } from "./node.js";
import { parsePython } from "./parser.js";
import { resolveScopes } from "./scopes.js";
import type { ScopeTable } from "./scope-table.js";

/** One Python file, read: its tree, its names and where they come from. */
export interface PythonModule {
  /** Relative to the workspace's root, with `/`. */
  readonly path: string;
  readonly source: string;
  readonly root: PyNode;
  readonly scopes: ScopeTable;
  readonly names: CanonicalNames;
  /** One level of indentation as this file writes it. */
  readonly indent: string;
  /** Whether a top-level package name is a file or folder of the workspace. */
  readonly isLocal: (name: string) => boolean;
  /** 1-based. */
  line(node: { readonly start: number }): number;
}

/** What a text means wherever it stands. */
type ReadText = Pick<PythonModule, "source" | "root" | "scopes" | "names" | "indent">;

/** Texts that were read already, for as long as their holder lives. */
export type ReadTexts = Map<string, ReadText | undefined>;

/**
 * Reads a module; undefined where parsing took too long. A module with syntax errors is read as far as it goes. A
 * text that stands in `known` is not read again.
 */
export function readModule(
  path: string,
  source: string,
  isLocal: (name: string) => boolean = () => false,
  known?: ReadTexts,
): PythonModule | undefined {
  const text = known?.has(source) === true ? known.get(source) : readText(source);
  known?.set(source, text);
  return text === undefined ? undefined : { ...text, path, isLocal, line: (node) => lineNumber(source, node.start) };
}

function readText(source: string): ReadText | undefined {
  const root = parsePython(source);
  if (root === undefined) return undefined;
  const scopes = resolveScopes(root);
  return { source, root, scopes, names: new CanonicalNames(root, scopes), indent: indentationUnit(source) };
}
