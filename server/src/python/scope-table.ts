import type { PyNode } from "./node.js";

/** What opens a scope. */
export type ScopeKind = "module" | "class" | "function" | "comprehension";

/** How an identifier touches its name. `bind` covers assignment, import, definition and parameter. */
export type Role = "bind" | "read" | "delete";

/** One mention of a name. */
export interface Reference {
  readonly node: PyNode;
  readonly role: Role;
  /** The scope whose code holds the identifier. */
  readonly scope: Scope;
}

/** A name in one scope, and every identifier that means it. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  readonly references: Reference[];
}

/** A region of code in which names are bound. */
export interface Scope {
  readonly kind: ScopeKind;
  readonly node: PyNode;
  readonly parent: Scope | undefined;
  readonly bindings: Map<string, Binding>;
  /** Names declared `global` here, or `nonlocal`. */
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
}

/** Every name of a module resolved as Python does: by function, class and comprehension. */
export interface ScopeTable {
  readonly module: Scope;
  /** The binding an identifier means; undefined for builtins and undefined names. */
  bindingOf(identifier: PyNode): Binding | undefined;
  /** How an identifier touches its name. */
  roleOf(identifier: PyNode): Role | undefined;
  /** The scope a function, class, lambda or comprehension opens. */
  scopeOf(node: PyNode): Scope | undefined;
  /** Names that are read but bound nowhere in the module (builtins among them). */
  readonly unresolved: ReadonlyMap<string, readonly PyNode[]>;
}
