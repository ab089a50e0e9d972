import { onlyBind } from "../../../python/bindings.js";
import { parametersOf } from "../../../python/functions.js";
import type { ImportedName } from "../../../python/imports.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { bindingStatement, decoratorsOf } from "../../../python/queries.js";
import type { Binding } from "../../../python/scope-table.js";
import { isAttributeTarget, isUnderOtherSelf, mentionsSelf } from "./attribute-targets.js";
import type { LateDefault } from "./late-defaults.js";
import type { Layout, PlacedStatement } from "./layout.js";
import { isHeld, ModuleState } from "./module-state.js";
import { Owners } from "./owners.js";
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
  private readonly state: ModuleState;
  private demoted = new Set<Binding>();
  private selfNeeding = new Set<PyNode>();

  constructor(
    private readonly module: PythonModule,
    layout: Layout,
    private readonly endpoints: ReadonlySet<PyNode>,
    private readonly endpointNames: readonly string[],
    expressions: ReadonlySet<PyNode>,
  ) {
    this.state = new ModuleState(module, layout, new Owners(layout, expressions), endpoints);
  }

  plan(): NamePlan {
    this.settle();
    const taken = new Set(this.endpointNames);
    const methods = new Map<PyNode, string>();
    for (const definition of this.selfNeeding) {
      if (this.endpoints.has(definition)) continue;
      const name = freeName(definition.field("name")?.text ?? "run", (candidate) => taken.has(candidate));
      taken.add(name);
      methods.set(definition, name);
    }
    const { moved, lateDefaults, hoisted } = this.state;
    return { ...this.nameState(taken), methods, moved, lateDefaults, hoisted };
  }

  private nameState(taken: Set<string>): Pick<NamePlan, "attributes" | "globals"> {
    const attributes = new Map<Binding, string>();
    const globals = new Set<Binding>();
    for (const binding of this.state.bindings) {
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

  /** Makes as much state as possible attributes, and as many functions methods as those attributes need. */
  private settle(): void {
    for (const binding of this.state.bindings) if (!this.canBeAttribute(binding)) this.demoted.add(binding);
    for (;;) {
      this.selfNeeding = this.functionsNeedingSelf();
      const before = this.demoted.size;
      for (const binding of this.state.bindings)
        if (!this.demoted.has(binding) && !this.isReachable(binding)) this.demoted.add(binding);
      for (const definition of this.selfNeeding) if (!this.canBeMethod(definition)) this.demoteUsedBy(definition);
      if (this.demoted.size === before) break;
    }
    this.moveHoldersOfMethods();
  }

  private functionsNeedingSelf(): Set<PyNode> {
    const needing = new Set<PyNode>(this.endpoints);
    const attributes = [...this.state.bindings].filter(
      (binding) => !this.demoted.has(binding) && !this.isLocalToSetup(binding),
    );
    for (const binding of attributes) for (const { node } of binding.references) this.addFunctionAt(node, needing);
    for (let size = -1; size !== needing.size;) {
      size = needing.size;
      for (const [binding, definition] of this.state.functions) {
        if (!needing.has(definition) || this.endpoints.has(definition)) continue;
        for (const { node, role } of binding.references) if (role !== "bind") this.addFunctionAt(node, needing);
      }
    }
    return needing;
  }

  private addFunctionAt(node: PyNode, into: Set<PyNode>): void {
    const owner = this.state.ownerOf(node);
    if (owner.kind === "function") into.add(owner.node);
  }

  /** Every place that mentions the name can say `self`. */
  private isReachable(binding: Binding): boolean {
    return binding.references.every(({ node }) => {
      const owner = this.state.ownerOf(node);
      if (owner.kind === "setup") return !isUnderOtherSelf(node, owner.statement.node);
      if (owner.kind === "definition" || owner.kind === "annotation") return this.state.moved.has(owner.statement);
      return owner.kind !== "function" || this.canBeMethod(owner.node);
    });
  }

  private canBeMethod(definition: PyNode): boolean {
    if (this.endpoints.has(definition)) return true;
    if ([...this.state.moved].some(({ node }) => node.contains(definition))) return false;
    if (![...this.state.functions.values()].includes(definition) || decoratorsOf(definition).length > 0) return false;
    if (parametersOf(definition).some(({ name }) => name === "self") || mentionsSelf(definition)) return false;
    const name = definition.field("name");
    const binding = name === undefined ? undefined : this.module.scopes.bindingOf(name);
    if (binding === undefined || onlyBind(binding) === undefined) return false;
    return binding.references.every(({ node, role }) => role === "bind" || this.canSaySelf(node));
  }

  private canSaySelf(node: PyNode): boolean {
    const owner = this.state.ownerOf(node);
    if (owner.kind === "setup") return !isUnderOtherSelf(node, owner.statement.node);
    if (owner.kind === "dropped") return true;
    if (owner.kind === "definition") return owner.statement.kind === "constant";
    if (owner.kind !== "function" || owner.isMethod) return false;
    return this.endpoints.has(owner.node) || decoratorsOf(owner.node).length === 0;
  }

  private demoteUsedBy(definition: PyNode, seen = new Set<PyNode>()): void {
    if (seen.has(definition)) return;
    seen.add(definition);
    for (const binding of this.state.bindings) {
      if (binding.references.some(({ node }) => this.isIn(node, definition))) this.demoted.add(binding);
    }
    for (const [binding, target] of this.state.functions) {
      if (binding.references.some(({ node, role }) => role !== "bind" && this.isIn(node, definition)))
        this.demoteUsedBy(target, seen);
    }
  }

  private isIn(node: PyNode, definition: PyNode): boolean {
    const owner = this.state.ownerOf(node);
    return owner.kind === "function" && owner.node === definition;
  }

  /** `ACTIONS = {"run": run}` over methods is state too. */
  private moveHoldersOfMethods(): void {
    for (const [binding, definition] of this.state.functions) {
      if (!this.selfNeeding.has(definition) || this.endpoints.has(definition)) continue;
      for (const { node } of binding.references) {
        const owner = this.state.ownerOf(node);
        if (owner.kind !== "definition" || owner.statement.kind !== "constant" || this.state.moved.has(owner.statement))
          continue;
        for (const bound of this.state.move(owner.statement))
          if (!this.canBeAttribute(bound) || !this.isReachable(bound)) this.demoted.add(bound);
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
    if (isHeld(this.module, binding)) return false;
    const isClass = onlyBind(binding)?.parent?.type === "class_definition";
    return binding.references.every(({ node }) => {
      const owner = this.state.ownerOf(node);
      // What is annotated with a class that `setup()` defines names it in quotes.
      if (isClass && owner.kind === "annotation") return true;
      const isMovedConstant =
        owner.kind === "definition" && owner.statement.kind === "constant" && this.state.moved.has(owner.statement);
      return isMovedConstant || owner.kind === "setup" || owner.kind === "dropped";
    });
  }

  private isBoundInSetup(binding: Binding): boolean {
    return binding.references.some(({ node, role }) => {
      const owner = this.state.ownerOf(node);
      if (role !== "bind") return false;
      return owner.kind === "setup" || (owner.kind === "definition" && this.state.moved.has(owner.statement));
    });
  }
}

/** `MODEL` and `_model` as a fal engineer would name the attribute. */
export function attributeName(name: string): string {
  const plain = /[a-z]/.test(name) ? name : name.toLowerCase();
  return plain.replace(/^_+/, "") || plain;
}
