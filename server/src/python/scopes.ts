import type { PyNode } from "./node.js";

export type ScopeKind = "module" | "class" | "function" | "comprehension";

/** How an identifier touches its name. `bind` covers assignment, import, definition and parameter. */
export type Role = "bind" | "read" | "delete";

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

export function resolveScopes(root: PyNode): ScopeTable {
  const resolver = new Resolver(root);
  return resolver.table();
}

interface Mention {
  readonly node: PyNode;
  readonly role: Role;
  readonly scope: Scope;
}

const COMPREHENSIONS = new Set([
  "list_comprehension",
  "set_comprehension",
  "dictionary_comprehension",
  "generator_expression",
]);

/** Reads the tree once to collect mentions, then resolves them when all bindings are known. */
class Resolver {
  private readonly mentions: Mention[] = [];
  private readonly scopes = new Map<PyNode, Scope>();
  private readonly module: Scope;

  constructor(root: PyNode) {
    this.module = this.open("module", root, undefined);
    this.visitChildren(root, this.module);
  }

  table(): ScopeTable {
    const bindings = new Map<PyNode, Binding>();
    const roles = new Map<PyNode, Role>();
    const unresolved = new Map<string, PyNode[]>();
    for (const { node, role, scope } of this.mentions) if (role === "bind") bind(scope, node.text);
    for (const { node, role, scope } of this.mentions) {
      roles.set(node, role);
      const binding = lookUp(scope, node.text);
      if (binding === undefined) {
        const nodes = unresolved.get(node.text) ?? [];
        nodes.push(node);
        unresolved.set(node.text, nodes);
        continue;
      }
      binding.references.push({ node, role, scope });
      bindings.set(node, binding);
    }
    return {
      module: this.module,
      bindingOf: (identifier) => bindings.get(identifier),
      roleOf: (identifier) => roles.get(identifier),
      scopeOf: (node) => this.scopes.get(node),
      unresolved,
    };
  }

  open(kind: ScopeKind, node: PyNode, parent: Scope | undefined): Scope {
    const scope: Scope = { kind, node, parent, bindings: new Map(), globals: new Set(), nonlocals: new Set() };
    this.scopes.set(node, scope);
    return scope;
  }

  private visitChildren(node: PyNode, scope: Scope): void {
    for (const child of node.children) if (child.named) this.visit(child, scope);
  }

  private visit(node: PyNode, scope: Scope): void {
    const special = SPECIAL[node.type];
    if (special !== undefined) special(this, node, scope);
    else this.visitChildren(node, scope);
  }

  read(node: PyNode | undefined, scope: Scope): void {
    if (node !== undefined) this.visit(node, scope);
  }

  mention(node: PyNode, role: Role, scope: Scope): void {
    this.mentions.push({ node, role, scope });
  }

  /** Binds every name of an assignment target; what a target subscripts or takes attributes of is read. */
  bindTarget(node: PyNode | undefined, scope: Scope): void {
    if (node === undefined) return;
    if (node.type === "identifier") this.mention(node, "bind", scope);
    else if (TARGET_CONTAINERS.has(node.type)) for (const child of node.namedChildren) this.bindTarget(child, scope);
    else this.visit(node, scope);
  }

  function(node: PyNode, scope: Scope): void {
    const name = node.field("name");
    if (name !== undefined) this.mention(name, "bind", scope);
    this.read(node.field("return_type"), scope);
    const inner = this.open("function", node, scope);
    this.parameters(node.field("parameters"), inner, scope);
    this.read(node.field("body"), inner);
  }

  parameters(parameters: PyNode | undefined, inner: Scope, outer: Scope): void {
    for (const parameter of parameters?.namedChildren ?? []) {
      this.read(parameter.field("type"), outer);
      this.read(parameter.field("value"), outer);
      const name = parameterName(parameter);
      if (name !== undefined) this.mention(name, "bind", inner);
    }
  }

  class(node: PyNode, scope: Scope): void {
    const name = node.field("name");
    if (name !== undefined) this.mention(name, "bind", scope);
    this.read(node.field("superclasses"), scope);
    this.read(node.field("body"), this.open("class", node, scope));
  }

  /** The first iterable belongs to the scope around, everything else to the comprehension's own. */
  comprehension(node: PyNode, scope: Scope): void {
    const inner = this.open("comprehension", node, scope);
    let first = true;
    for (const child of node.namedChildren) {
      if (child.type !== "for_in_clause") continue;
      this.bindTarget(child.field("left"), inner);
      for (const source of child.fields("right")) this.read(source, first ? scope : inner);
      first = false;
    }
    for (const child of node.namedChildren) if (child.type !== "for_in_clause") this.visit(child, inner);
  }

  /** A walrus inside a comprehension binds in the function around it. */
  walrus(node: PyNode, scope: Scope): void {
    let target = scope;
    while (target.kind === "comprehension" && target.parent !== undefined) target = target.parent;
    this.bindTarget(node.field("name"), target);
    this.read(node.field("value"), scope);
  }

  import(node: PyNode, scope: Scope): void {
    for (const imported of node.fields("name")) {
      const alias = imported.field("alias");
      const name = alias ?? (imported.type === "dotted_name" ? imported : imported.field("name"))?.namedChildren[0];
      if (name !== undefined) this.mention(name, "bind", scope);
    }
  }
}

/** The identifier that a parameter binds, whatever its form. */
export function parameterName(parameter: PyNode): PyNode | undefined {
  if (parameter.type === "identifier") return parameter;
  const named = parameter.field("name");
  if (named !== undefined) return named;
  const first = parameter.namedChildren[0];
  if (first === undefined || parameter.type === "keyword_separator") return undefined;
  return first.type === "identifier" ? first : parameterName(first);
}

const TARGET_CONTAINERS = new Set([
  "pattern_list",
  "tuple_pattern",
  "list_pattern",
  "list_splat_pattern",
  "tuple",
  "list",
  "expression_list",
  "as_pattern_target",
  "parenthesized_expression",
]);

type Visit = (resolver: Resolver, node: PyNode, scope: Scope) => void;

const comprehension: Visit = (resolver, node, scope) => {
  resolver.comprehension(node, scope);
};

const importNames: Visit = (resolver, node, scope) => {
  resolver.import(node, scope);
};

const SPECIAL: Readonly<Record<string, Visit | undefined>> = {
  identifier: (resolver, node, scope) => {
    resolver.mention(node, "read", scope);
  },
  attribute: (resolver, node, scope) => {
    resolver.read(node.field("object"), scope);
  },
  keyword_argument: (resolver, node, scope) => {
    resolver.read(node.field("value"), scope);
  },
  function_definition: (resolver, node, scope) => {
    resolver.function(node, scope);
  },
  lambda: (resolver, node, scope) => {
    const inner = resolver.open("function", node, scope);
    resolver.parameters(node.field("parameters"), inner, scope);
    resolver.read(node.field("body"), inner);
  },
  class_definition: (resolver, node, scope) => {
    resolver.class(node, scope);
  },
  ...Object.fromEntries([...COMPREHENSIONS].map((type) => [type, comprehension])),
  assignment: (resolver, node, scope) => {
    resolver.read(node.field("right"), scope);
    resolver.read(node.field("type"), scope);
    resolver.bindTarget(node.field("left"), scope);
  },
  augmented_assignment: (resolver, node, scope) => {
    resolver.read(node.field("right"), scope);
    resolver.bindTarget(node.field("left"), scope);
  },
  named_expression: (resolver, node, scope) => {
    resolver.walrus(node, scope);
  },
  for_statement: (resolver, node, scope) => {
    resolver.bindTarget(node.field("left"), scope);
    for (const child of node.namedChildren) if (child.fieldName !== "left") resolver.read(child, scope);
  },
  as_pattern: (resolver, node, scope) => {
    for (const child of node.namedChildren) {
      if (child.type === "as_pattern_target") resolver.bindTarget(child, scope);
      else resolver.read(child, scope);
    }
  },
  delete_statement: (resolver, node, scope) => {
    for (const target of node.walk()) {
      if (target.type !== "identifier") continue;
      const whole = target.parent?.type === "delete_statement" || target.parent?.type === "expression_list";
      if (whole) resolver.mention(target, "delete", scope);
    }
    for (const child of node.namedChildren) {
      const parts = child.type === "expression_list" ? child.namedChildren : [child];
      for (const part of parts) if (part.type !== "identifier") resolver.read(part, scope);
    }
  },
  global_statement: (resolver, node, scope) => {
    for (const name of node.namedChildren) {
      scope.globals.add(name.text);
      resolver.mention(name, "read", scope);
    }
  },
  nonlocal_statement: (resolver, node, scope) => {
    for (const name of node.namedChildren) {
      scope.nonlocals.add(name.text);
      resolver.mention(name, "read", scope);
    }
  },
  import_statement: importNames,
  import_from_statement: importNames,
  future_import_statement: () => undefined,
  case_pattern: (resolver, node, scope) => {
    capturePattern(resolver, node, scope);
  },
};

/** A bare name in a `case` pattern binds; a dotted one is a value. */
function capturePattern(resolver: Resolver, node: PyNode, scope: Scope): void {
  for (const child of node.namedChildren) {
    const name = child.type === "dotted_name" && child.namedChildren.length === 1 ? child.namedChildren[0] : undefined;
    if (name !== undefined) resolver.mention(name, "bind", scope);
    else if (child.type === "dotted_name") resolver.read(child.namedChildren[0], scope);
    else if (child.type === "identifier") resolver.mention(child, "bind", scope);
    else capturePattern(resolver, child, scope);
  }
}

function bind(scope: Scope, name: string): void {
  const target = scopeFor(scope, name);
  if (!target.bindings.has(name)) target.bindings.set(name, { name, scope: target, references: [] });
}

/** The scope in which a binding of the name takes effect, `global` and `nonlocal` followed. */
function scopeFor(scope: Scope, name: string): Scope {
  if (scope.globals.has(name)) return moduleOf(scope);
  if (!scope.nonlocals.has(name)) return scope;
  let outer = scope.parent;
  while (outer !== undefined && (outer.kind !== "function" || !outer.bindings.has(name))) outer = outer.parent;
  return outer ?? scope;
}

function lookUp(scope: Scope, name: string): Binding | undefined {
  if (scope.globals.has(name)) return moduleOf(scope).bindings.get(name);
  let current: Scope | undefined = scope;
  while (current !== undefined) {
    const skipped = current.kind === "class" && current !== scope;
    const nonlocal = current === scope && scope.nonlocals.has(name);
    const found = skipped || nonlocal ? undefined : current.bindings.get(name);
    if (found !== undefined) return found;
    if (current !== scope && current.globals.has(name)) return moduleOf(scope).bindings.get(name);
    current = current.parent;
  }
  return undefined;
}

function moduleOf(scope: Scope): Scope {
  let current = scope;
  while (current.parent !== undefined) current = current.parent;
  return current;
}
