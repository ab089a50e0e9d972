import { CanonicalNames } from "./imports.js";
import { indentationUnit, lineNumber } from "./lines.js";
import type { PyNode } from "./node.js";
import { parsePython } from "./parser.js";
import { resolveScopes, type ScopeTable } from "./scopes.js";

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

/** Reads a module; undefined where parsing took too long. A module with syntax errors is read as far as it goes. */
export function readModule(
  path: string,
  source: string,
  isLocal: (name: string) => boolean = () => false,
): PythonModule | undefined {
  const root = parsePython(source);
  if (root === undefined) return undefined;
  const scopes = resolveScopes(root);
  return {
    path,
    source,
    root,
    scopes,
    isLocal,
    names: new CanonicalNames(root, scopes),
    indent: indentationUnit(source),
    line: (node) => lineNumber(source, node.start),
  };
}
