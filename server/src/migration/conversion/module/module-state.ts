import { bindsOf } from "../../../python/bindings.js";
import { CHANGING_METHODS, isStored } from "../../../python/changes.js";
import { importedNames, importSource, topLevelPackage, type ImportedName } from "../../../python/imports.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { undecorated } from "../../../python/queries.js";
import type { Binding } from "../../../python/scope-table.js";
import { STANDARD_LIBRARY } from "../../../python/standard-library.js";
import { lateDefaultAt, type LateDefault } from "./late-defaults.js";
import type { Layout, PlacedStatement } from "./layout.js";
import type { Owner, Owners } from "./owners.js";

/** The state of a worker's module: what lives longer than one request, and what must move to `setup()` with it. */
export class ModuleState {
  /** The names that stand for state. */
  readonly bindings = new Set<Binding>();
  /** Statements that would have stayed but hold state, or need it when they run. */
  readonly moved = new Set<PlacedStatement>();
  readonly lateDefaults: LateDefault[] = [];
  readonly hoisted: ImportedName[] = [];
  /** The functions of the module that stay functions of the module, by their names. */
  readonly functions = new Map<Binding, PyNode>();
  private readonly statementOfBinding = new Map<Binding, PlacedStatement[]>();

  constructor(
    private readonly module: PythonModule,
    private readonly layout: Layout,
    private readonly owners: Owners,
    private readonly endpoints: ReadonlySet<PyNode>,
  ) {
    this.indexStatements();
    this.find();
  }

  /** When code runs; a default that is worked out late runs with its function. */
  ownerOf(node: PyNode): Owner {
    const late = this.lateDefaults.find(({ value }) => value.contains(node));
    if (late === undefined) return this.owners.of(node);
    return {
      kind: "function",
      node: late.definition,
      isMethod: late.definition.ancestor("class_definition") !== undefined,
    };
  }

  /** Lets a statement run in `setup()`: what it binds is state then. */
  move(statement: PlacedStatement): readonly Binding[] {
    this.moved.add(statement);
    const bound = statement.binds.flatMap((name) => this.module.scopes.module.bindings.get(name) ?? []);
    for (const binding of bound) this.bindings.add(binding);
    return bound;
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

  /** State is what runs in `setup()`, what functions rebind, and what they change in place. */
  private find(): void {
    for (const [binding, statements] of this.statementOfBinding) {
      const imports = standardImportsOf(this.module, binding);
      this.hoisted.push(...imports);
      if (imports.length > 0) continue;
      if (statements.some(({ place }) => place === "setup")) this.addState(binding);
      else if (
        statements.every(({ kind }) => kind === "constant") &&
        isChanged(binding) &&
        !this.isFilledAtLoad(binding)
      )
        this.addState(binding);
    }
    for (const binding of this.module.scopes.module.bindings.values()) {
      if (!this.statementOfBinding.has(binding) && isChanged(binding)) this.bindings.add(binding);
    }
    this.moveDependents();
  }

  /** A registry that decorators fill when the file is loaded is there before `setup()`, and comes with the pickle. */
  private isFilledAtLoad(binding: Binding): boolean {
    return [...this.functions].some(([name, definition]) => {
      const isUsed = binding.references.some(({ node }) => definition.contains(node));
      return (
        isUsed && name.references.some(({ node }) => node.ancestor("decorator") !== undefined && this.runsAtLoad(node))
      );
    });
  }

  private runsAtLoad(node: PyNode): boolean {
    const owner = this.ownerOf(node);
    return owner.kind === "definition" && owner.statement.place === "stay";
  }

  private addState(binding: Binding): void {
    this.bindings.add(binding);
    for (const statement of this.statementOfBinding.get(binding) ?? [])
      if (statement.place === "stay" && statement.kind === "constant") this.moved.add(statement);
  }

  /** Definitions and constants that need state when they run must run behind it. */
  private moveDependents(): void {
    for (let changed = true; changed;) {
      changed = false;
      for (const binding of [...this.bindings]) {
        for (const { node } of binding.references) {
          const owner = this.ownerOf(node);
          if (owner.kind !== "definition" || owner.statement.place !== "stay" || this.moved.has(owner.statement))
            continue;
          const late = isChanged(binding) ? undefined : lateDefaultAt(this.module, owner.statement.node, node);
          if (late !== undefined && !this.endpoints.has(late.definition)) {
            this.lateDefaults.push(late);
            continue;
          }
          this.move(owner.statement);
          changed = true;
        }
      }
    }
  }
}

/** The imports in branches of the module that are all a name ever means, where they bring one standard module. */
function standardImportsOf(module: PythonModule, binding: Binding): readonly ImportedName[] {
  const imports = module.names.imports.filter(
    ({ local, statement }) =>
      local === binding.name && statement.ancestor("function_definition", "class_definition") === undefined,
  );
  const sources = new Set(imports.map(importSource));
  const isPlain =
    imports.length === bindsOf(binding).length &&
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

function changesInPlace(node: PyNode): boolean {
  const parent = node.parent;
  if (parent?.type === "subscript" && node.fieldName === "value") {
    return isStored(parent);
  }
  if (parent?.type !== "attribute" || parent.parent?.type !== "call") return false;
  return parent.parent.field("function") === parent && CHANGING_METHODS.has(parent.field("attribute")?.text ?? "");
}

/**
 * Whether a name of the module keeps something alive: a process or a connection that nothing asks for again, a
 * temporary folder that goes with its object.
 */
export function isHeld(module: PythonModule, binding: Binding): boolean {
  const isRead = binding.references.some(({ role }) => role === "read");
  return binding.references.every(({ node, role }) => {
    if (role !== "bind") return true;
    const call =
      node.parent?.type === "assignment" && node.fieldName === "left" ? node.parent.field("right") : undefined;
    const callee = call?.type === "call" ? call.field("function") : undefined;
    const name = callee === undefined ? "" : (module.names.of(callee) ?? "");
    return (
      callee !== undefined &&
      !node.text.startsWith("_") &&
      (isRead ? /^tempfile\./ : /^(?:subprocess|tempfile|socket)\./).test(name)
    );
  });
}
