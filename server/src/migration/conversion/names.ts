import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { bindingStatement, decoratorsOf, ownNodes, undecorated } from "../../python/queries.js";
import { parametersOf } from "../../python/functions.js";
import type { Binding, Reference } from "../../python/scopes.js";
import type { Layout, PlacedStatement } from "./layout.js";
import { lateDefaultAt, type LateDefault } from "./late-defaults.js";
import { importedNames, importSource, topLevelPackage, type ImportedName } from "../../python/imports.js";
import { STANDARD_LIBRARY } from "../../python/standard-library.js";
import { Owners, type Owner } from "./owners.js";
import { freeName } from "./reserved.js";

/** What becomes of the names that a worker's module binds. */
export interface NamePlan {
  /** State that becomes an attribute of the app, with the attribute's name. */
  readonly attributes: ReadonlyMap<Binding, string>;
  /** State that stays a name of the module and is assigned in `setup()` through `global`. */
  readonly globals: ReadonlySet<Binding>;
  /** Functions of the module that become methods, with the method's name. */
  readonly methods: ReadonlyMap<PyNode, string>;
  /** Statements that would have stayed but hold state, or a method, and so move to `setup()`. */
  readonly moved: ReadonlySet<PlacedStatement>;
  /** Defaults of parameters that are state: there before the first request, but not when the file is loaded. */
  readonly lateDefaults: readonly LateDefault[];
  /** Standard modules that a branch imports: no matter on which machine or in which branch, they go to the top. */
  readonly hoisted: readonly ImportedName[];
}

/** Decides for every module-level name whether it is state, and in which form it lives on. */
export function planNames(
  module: PythonModule,
  layout: Layout,
  endpoints: ReadonlySet<PyNode>,
  endpointNames: readonly string[],
  expressions: ReadonlySet<PyNode>,
): NamePlan {
  return new NamePlanner(module, layout, new Set([...endpoints, ...expressions]), endpointNames, expressions).plan();
}

class NamePlanner {
  private readonly owners: Owners;
  private readonly functions = new Map<Binding, PyNode>();
  private readonly statementOfBinding = new Map<Binding, PlacedStatement[]>();
  private readonly state = new Set<Binding>();
  private readonly moved = new Set<PlacedStatement>();
  private readonly lateDefaults: LateDefault[] = [];
  private readonly hoisted: ImportedName[] = [];
  private demoted = new Set<Binding>();
  private selfNeeding = new Set<PyNode>();

  constructor(
    private readonly module: PythonModule,
    private readonly layout: Layout,
    private readonly endpoints: ReadonlySet<PyNode>,
    private readonly endpointNames: readonly string[],
    expressions: ReadonlySet<PyNode>,
  ) {
    this.owners = new Owners(layout, expressions);
  }

  plan(): NamePlan {
    this.indexStatements();
    this.findState();
    this.settle();
    const taken = new Set(this.endpointNames);
    const methods = new Map<PyNode, string>();
    for (const definition of this.selfNeeding) {
      if (this.endpoints.has(definition)) continue;
      const name = freeName(definition.field("name")?.text ?? "run", (candidate) => taken.has(candidate));
      taken.add(name);
      methods.set(definition, name);
    }
    return {
      ...this.nameState(taken),
      methods,
      moved: this.moved,
      lateDefaults: this.lateDefaults,
      hoisted: this.hoisted,
    };
  }

  private nameState(taken: Set<string>): Pick<NamePlan, "attributes" | "globals"> {
    const attributes = new Map<Binding, string>();
    const globals = new Set<Binding>();
    for (const binding of this.state) {
      if (this.isLocalToSetup(binding)) continue;
      if (this.demoted.has(binding)) {
        if (this.isBoundInSetup(binding)) globals.add(binding);
        continue;
      }
      const name = freeName(attributeName(binding.name), (candidate) => taken.has(candidate));
      taken.add(name);
      attributes.set(binding, name);
    }
    return { attributes, globals };
  }

  private indexStatements(): void {
    for (const statement of this.layout.statements) {
      for (const name of statement.binds) {
        const binding = this.module.scopes.module.bindings.get(name);
        if (binding === undefined) continue;
        const known = this.statementOfBinding.get(binding) ?? [];
        this.statementOfBinding.set(binding, [...known, statement]);
        const definition = undecorated(statement.node);
        if (statement.place === "stay" && definition.type === "function_definition")
          this.functions.set(binding, definition);
      }
    }
  }

  /** When code runs; a default that is worked out late runs with its function. */
  private ownerOf(node: PyNode): Owner {
    const late = this.lateDefaults.find(({ value }) => value.contains(node));
    return late === undefined ? this.owners.of(node) : { kind: "function", node: late.definition, isMethod: false };
  }

  /** State is what runs in `setup()`, what functions rebind, and what they change in place. */
  private findState(): void {
    for (const [binding, statements] of this.statementOfBinding) {
      const imports = standardImportsOf(this.module, binding);
      this.hoisted.push(...imports);
      if (imports.length > 0) continue;
      if (statements.some(({ place }) => place === "setup")) this.addState(binding);
      else if (statements.every(({ kind }) => kind === "constant") && isChanged(binding)) this.addState(binding);
    }
    for (const binding of this.module.scopes.module.bindings.values()) {
      if (!this.statementOfBinding.has(binding) && isChanged(binding)) this.state.add(binding);
    }
    this.moveDependents();
  }

  private addState(binding: Binding): void {
    this.state.add(binding);
    for (const statement of this.statementOfBinding.get(binding) ?? []) this.move(statement);
  }

  private move(statement: PlacedStatement): void {
    if (statement.place === "stay" && statement.kind === "constant") this.moved.add(statement);
  }

  /** Definitions and constants that need state when they run must run behind it. */
  private moveDependents(): void {
    for (let changed = true; changed;) {
      changed = false;
      for (const binding of [...this.state]) {
        for (const { node } of binding.references) {
          const owner = this.ownerOf(node);
          if (owner.kind !== "definition" || owner.statement.place !== "stay" || this.moved.has(owner.statement))
            continue;
          const late = isChanged(binding) ? undefined : lateDefaultAt(this.module, owner.statement.node, node);
          if (late !== undefined && !this.endpoints.has(late.definition)) {
            this.lateDefaults.push(late);
            continue;
          }
          this.moved.add(owner.statement);
          for (const name of owner.statement.binds) {
            const bound = this.module.scopes.module.bindings.get(name);
            if (bound !== undefined) this.state.add(bound);
          }
          changed = true;
        }
      }
    }
  }

  /** Makes as much state as possible attributes, and as many functions methods as those attributes need. */
  private settle(): void {
    for (const binding of this.state) if (!this.canBeAttribute(binding)) this.demoted.add(binding);
    for (;;) {
      this.selfNeeding = this.functionsNeedingSelf();
      const before = this.demoted.size;
      for (const binding of this.state)
        if (!this.demoted.has(binding) && !this.isReachable(binding)) this.demoted.add(binding);
      for (const definition of this.selfNeeding) if (!this.canBeMethod(definition)) this.demoteUsedBy(definition);
      if (this.demoted.size === before) break;
    }
    this.moveHoldersOfMethods();
  }

  private functionsNeedingSelf(): Set<PyNode> {
    const needing = new Set<PyNode>(this.endpoints);
    const attributes = [...this.state].filter((binding) => !this.demoted.has(binding) && !this.isLocalToSetup(binding));
    for (const binding of attributes) for (const { node } of binding.references) this.addFunctionAt(node, needing);
    for (let size = -1; size !== needing.size;) {
      size = needing.size;
      for (const [binding, definition] of this.functions) {
        if (!needing.has(definition) || this.endpoints.has(definition)) continue;
        for (const { node, role } of binding.references) if (role !== "bind") this.addFunctionAt(node, needing);
      }
    }
    return needing;
  }

  private addFunctionAt(node: PyNode, into: Set<PyNode>): void {
    const owner = this.ownerOf(node);
    if (owner.kind === "function") into.add(owner.node);
  }

  /** Every place that mentions the name can say `self`. */
  private isReachable(binding: Binding): boolean {
    return binding.references.every(({ node }) => {
      const owner = this.ownerOf(node);
      if (owner.kind === "setup") return !isUnderOtherSelf(node, owner.statement.node);
      if (owner.kind === "definition" || owner.kind === "annotation") return this.moved.has(owner.statement);
      return owner.kind !== "function" || this.canBeMethod(owner.node);
    });
  }

  private canBeMethod(definition: PyNode): boolean {
    if (this.endpoints.has(definition)) return true;
    if ([...this.moved].some(({ node }) => node.contains(definition))) return false;
    if (![...this.functions.values()].includes(definition) || decoratorsOf(definition).length > 0) return false;
    if (parametersOf(definition).some(({ name }) => name === "self") || mentionsSelf(definition)) return false;
    const name = definition.field("name");
    const binding = name === undefined ? undefined : this.module.scopes.bindingOf(name);
    const binds = binding?.references.filter(({ role }) => role === "bind") ?? [];
    if (binding === undefined || binds.length !== 1) return false;
    return binding.references.every(({ node, role }) => role === "bind" || this.canSaySelf(node));
  }

  private canSaySelf(node: PyNode): boolean {
    const owner = this.ownerOf(node);
    if (owner.kind === "setup") return !isUnderOtherSelf(node, owner.statement.node);
    if (owner.kind === "dropped") return true;
    if (owner.kind === "definition") return owner.statement.kind === "constant";
    if (owner.kind !== "function" || owner.isMethod) return false;
    return this.endpoints.has(owner.node) || decoratorsOf(owner.node).length === 0;
  }

  private demoteUsedBy(definition: PyNode, seen = new Set<PyNode>()): void {
    if (seen.has(definition)) return;
    seen.add(definition);
    for (const binding of this.state) {
      if (binding.references.some(({ node }) => this.isIn(node, definition))) this.demoted.add(binding);
    }
    for (const [binding, target] of this.functions) {
      if (binding.references.some(({ node, role }) => role !== "bind" && this.isIn(node, definition)))
        this.demoteUsedBy(target, seen);
    }
  }

  private isIn(node: PyNode, definition: PyNode): boolean {
    const owner = this.ownerOf(node);
    return owner.kind === "function" && owner.node === definition;
  }

  /** `ACTIONS = {"run": run}` over methods is state too. */
  private moveHoldersOfMethods(): void {
    for (const [binding, definition] of this.functions) {
      if (!this.selfNeeding.has(definition) || this.endpoints.has(definition)) continue;
      for (const { node } of binding.references) {
        const owner = this.ownerOf(node);
        if (owner.kind !== "definition" || owner.statement.kind !== "constant" || this.moved.has(owner.statement))
          continue;
        this.moved.add(owner.statement);
        for (const name of owner.statement.binds) {
          const bound = this.module.scopes.module.bindings.get(name);
          if (bound === undefined) continue;
          this.state.add(bound);
          if (!this.canBeAttribute(bound) || !this.isReachable(bound)) this.demoted.add(bound);
        }
        this.settle();
        return;
      }
    }
  }

  private canBeAttribute(binding: Binding): boolean {
    if (this.module.scopes.unresolved.has("globals")) return false;
    return binding.references.every(
      (reference) =>
        reference.role !== "bind" || isAttributeTarget(reference) || bindingStatement(reference.node) !== undefined,
    );
  }

  private isLocalToSetup(binding: Binding): boolean {
    return binding.references.every(({ node }) => {
      const owner = this.ownerOf(node);
      return owner.kind === "setup" || owner.kind === "dropped";
    });
  }

  private isBoundInSetup(binding: Binding): boolean {
    return binding.references.some(({ node, role }) => {
      const owner = this.ownerOf(node);
      if (role !== "bind") return false;
      return owner.kind === "setup" || (owner.kind === "definition" && this.moved.has(owner.statement));
    });
  }
}

/** The imports in branches of the module that are all a name ever means, where they bring one standard module. */
function standardImportsOf(module: PythonModule, binding: Binding): readonly ImportedName[] {
  const imports = module.names.imports.filter(
    ({ local, statement }) =>
      local === binding.name && statement.ancestor("function_definition", "class_definition") === undefined,
  );
  const sources = new Set(imports.map(importSource));
  const binds = binding.references.filter(({ role }) => role === "bind");
  const isPlain =
    imports.length === binds.length &&
    sources.size === 1 &&
    imports.every(
      ({ statement, module: name }) =>
        STANDARD_LIBRARY.has(topLevelPackage(name)) && importedNames(statement).length === 1,
    );
  return isPlain ? imports.filter(({ statement }) => statement.parent?.type === "block") : [];
}

/** Whether functions rebind a name or change the container it stands for. */
function isChanged(binding: Binding): boolean {
  return binding.references.some(
    (reference) => reference.scope.kind !== "module" && (reference.role !== "read" || changesInPlace(reference.node)),
  );
}

const CHANGING_METHODS = new Set(
  "append extend insert remove pop popitem clear update setdefault add discard appendleft popleft sort".split(" "),
);

function changesInPlace(node: PyNode): boolean {
  const parent = node.parent;
  if (parent?.type === "subscript" && node.fieldName === "value") {
    const outer = parent.parent;
    const isTarget = outer?.is("assignment", "augmented_assignment") === true && parent.fieldName === "left";
    return isTarget || outer?.type === "delete_statement";
  }
  if (parent?.type !== "attribute" || parent.parent?.type !== "call") return false;
  return parent.parent.field("function") === parent && CHANGING_METHODS.has(parent.field("attribute")?.text ?? "");
}

/** Whether `self.name` may stand where the name is bound. */
function isAttributeTarget({ node }: Reference): boolean {
  let current = node;
  for (let parent = node.parent; parent !== undefined; current = parent, parent = parent.parent) {
    if (parent.is("assignment", "augmented_assignment", "for_statement")) return current.fieldName === "left";
    if (parent.type === "as_pattern_target") return parent.ancestor("except_clause", "with_item")?.type === "with_item";
    if (
      !parent.is(
        "pattern_list",
        "tuple_pattern",
        "list_pattern",
        "list_splat_pattern",
        "expression_list",
        "parenthesized_expression",
      )
    )
      return false;
  }
  return false;
}

/** Whether code inside a statement that moves to `setup()` belongs to a method of something else. */
function isUnderOtherSelf(node: PyNode, statement: PyNode): boolean {
  for (let outer = node.parent; outer !== undefined && statement.contains(outer); outer = outer.parent) {
    if (outer.is("function_definition", "lambda") && parametersOf(outer).some(({ name }) => name === "self"))
      return true;
  }
  return false;
}

function mentionsSelf(definition: PyNode): boolean {
  for (const node of ownNodes(definition)) if (node.type === "identifier" && node.text === "self") return true;
  return false;
}

/** `MODEL` and `_model` as a fal engineer would name the attribute. */
export function attributeName(name: string): string {
  const plain = /[a-z]/.test(name) ? name : name.toLowerCase();
  return plain.replace(/^_+/, "") || plain;
}
