import { CanonicalNames } from "../../python/imports.js";
import { indentationUnit, lineNumber } from "../../python/lines.js";
import type { PyNode } from "../../python/node.js";
import { hasError, parsePython } from "../../python/parser.js";
import { statementsOf, undecorated } from "../../python/queries.js";
import { resolveScopes } from "../../python/scopes.js";
import type { ScopeTable } from "../../python/scope-table.js";
import type { PartOfModule } from "../local/names.js";

/** The text of one top-level statement, parsed alone: what it shows whatever stands around it. */
export interface Unit {
  readonly text: string;
  readonly root: PyNode;
  readonly scopes: ScopeTable;
  readonly isBroken: boolean;
  /** Names it reads from the module around it, or binds there. */
  readonly moduleNames: readonly string[];
  /** The functions and classes it defines at module level, by name. */
  readonly definitions: ReadonlyMap<string, PyNode>;
  /** What was found in it, by what it was told of the module around it. */
  readonly results: Map<string, unknown>;
  /** What the last environment told it, so that an equal one need not be asked again. */
  told: { readonly environment: string; readonly key: string } | undefined;
}

/** What a unit may ask of the module around it. */
export interface Surroundings {
  /** The dotted name a module-level name stands for, `""` for one that means something else. */
  origin(name: string): string | undefined;
  mentions(text: string): boolean;
}

/** A longer statement is data rather than code; to parse it would take longer than a person waits. */
const LONGEST = 200_000;

/** Parses a statement; undefined where it is too long, or takes too long. */
export function readUnit(text: string): Unit | undefined {
  const root = text.length > LONGEST ? undefined : parsePython(text);
  if (root === undefined) return undefined;
  const scopes = resolveScopes(root);
  const own = [...scopes.module.bindings.keys()];
  return {
    text,
    root,
    scopes,
    isBroken: hasError(root),
    moduleNames: [...new Set([...scopes.unresolved.keys(), ...own])],
    definitions: definitionsOf(root),
    results: new Map(),
    told: undefined,
  };
}

function definitionsOf(root: PyNode): ReadonlyMap<string, PyNode> {
  const definitions = new Map<string, PyNode>();
  for (const statement of statementsOf(root)) {
    const definition = undecorated(statement);
    const name = definition.is("function_definition", "class_definition") ? definition.field("name") : undefined;
    if (name !== undefined) definitions.set(name.text, definition);
  }
  return definitions;
}

/** A unit as a module that knows what the statements around it bind. */
export function partOf(unit: Unit, outer: Surroundings): PartOfModule {
  return {
    path: "",
    source: unit.text,
    root: unit.root,
    scopes: unit.scopes,
    isLocal: () => false,
    names: new SurroundedNames(unit.root, unit.scopes, outer),
    indent: indentationUnit(unit.text),
    line: (node) => lineNumber(unit.text, node.start),
    outer,
  };
}

/** Canonical names of a statement, with the imports of the module around it. */
class SurroundedNames extends CanonicalNames {
  constructor(
    root: PyNode,
    private readonly table: ScopeTable,
    private readonly outer: Surroundings,
  ) {
    super(root, table);
  }

  override of(node: PyNode): string | undefined {
    const own = super.of(node);
    if (own !== undefined || node.type !== "identifier" || this.table.bindingOf(node) !== undefined) return own;
    const origin = this.outer.origin(node.text);
    return origin === "" ? undefined : origin;
  }
}
