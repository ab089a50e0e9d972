import type { PyNode } from "./node.js";
import { bind, lookUp } from "./scope-lookup.js";
import type { Binding, Role, Scope, ScopeKind, ScopeTable } from "./scope-table.js";
import { SPECIAL_VISITS } from "./scope-visits.js";

/** Resolves every name of a module. */
export function resolveScopes(root: PyNode): ScopeTable {
  const resolver = new Resolver(root);
  return resolver.table();
}

interface Mention {
  readonly node: PyNode;
  readonly role: Role;
  readonly scope: Scope;
}

/** Reads the tree once to collect mentions, then resolves them when all bindings are known. */
export class Resolver {
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
    const special = SPECIAL_VISITS[node.type];
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
