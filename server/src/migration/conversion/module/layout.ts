import { bindsOf } from "../../../python/bindings.js";
import {
  classifyStatements,
  importKind,
  isMainGuard,
  boundNames,
  type ModuleStatement,
} from "../../../python/module-statements.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { statementOf, statementsOf, undecorated } from "../../../python/queries.js";
import { importedNames, topLevelPackage } from "../../../python/imports.js";
import { RUNPOD_PACKAGES, VALIDATOR_ORIGINS } from "../../../runpod/names.js";
import type { Worker } from "../../../runpod/worker.js";
import { servesConfiguration } from "../handlers/start-configuration.js";

/**
 * Where a statement of the module goes: it stays, its names are imported where they are used, it runs in `setup()`,
 * or it served RunPod alone.
 */
export type Place = "stay" | "import" | "setup" | "drop";

export interface PlacedStatement extends ModuleStatement {
  readonly place: Place;
}

/** The statements of a worker's module in the order in which they ran, blocks around `start` opened. */
export interface Layout {
  readonly statements: readonly PlacedStatement[];
  /** Compound statements whose bodies were opened: what is left of them goes. */
  readonly shells: readonly PyNode[];
  /** The first statement behind `start`, which never ran. */
  readonly lateCode: PyNode | undefined;
}

/** Places every module-level statement of a worker. */
export function layOut(worker: Worker): Layout {
  return new LayoutReader(worker).read();
}

class LayoutReader {
  private readonly statements: PlacedStatement[] = [];
  private readonly shells: PyNode[] = [];
  private readonly startStatements: readonly PyNode[];
  private lateCode: PyNode | undefined;
  private hasStarted = false;
  private readonly module: PythonModule;

  constructor(private readonly worker: Worker) {
    this.module = worker.module;
    this.startStatements = worker.starts
      .filter(({ enclosing }) => enclosing === undefined)
      .map(({ call }) => statementOf(call));
  }

  read(): Layout {
    for (const statement of classifyStatements(this.module, this.module.isLocal)) this.place(statement);
    return { statements: this.statements, shells: this.shells, lateCode: this.lateCode };
  }

  private place(statement: ModuleStatement): void {
    const { node, kind } = statement;
    const starts = this.startStatements.filter((start) => node.contains(start));
    if (starts.includes(node)) {
      this.add(statement, "drop");
      this.hasStarted = true;
    } else if (this.isChoice(node, starts)) {
      this.add(statement, "setup");
      this.hasStarted = true;
    } else if (starts.length > 0) {
      this.open(node, starts);
    } else if (servesConfiguration(this.worker, node)) {
      this.add(statement, "drop");
    } else if (
      this.hasStarted &&
      !["definition", "constant", "standard-import", "package-import", "local-import", "text"].includes(kind)
    ) {
      this.lateCode ??= node;
      this.add(statement, "drop");
    } else if (kind === "main-guard") {
      this.openBlock(node, node.field("consequence"));
    } else {
      const isHandler = this.worker.handlers.some(({ definition }) => definition === undecorated(node));
      this.add(
        isHandler ? { ...statement, kind: "definition" } : statement,
        isHandler ? "stay" : placeOfKind(this.module, statement),
      );
    }
  }

  /** Whether a statement chooses between starts: they stand in several of its branches. */
  private isChoice(node: PyNode, starts: readonly PyNode[]): boolean {
    if (!this.worker.isChoice || starts.length < 2) return false;
    return !node.children.some((branch) => starts.every((start) => branch.contains(start)));
  }

  /** Opens the block around `start`: what stands before it ran first, what stands beside or behind it did not run. */
  private open(node: PyNode, starts: readonly PyNode[]): void {
    const block = starts[0] === undefined ? undefined : blockAround(node, starts[0]);
    this.openBlock(node, block);
    this.hasStarted = true;
  }

  private openBlock(node: PyNode, block: PyNode | undefined): void {
    this.shells.push(node);
    const before = this.hasStarted;
    for (const child of statementsOf(block)) {
      const binds = boundNames(this.module, child);
      const kind = nestedKind(this.module, child);
      this.place({ node: child, kind, binds });
    }
    this.hasStarted = before;
  }

  private add(statement: ModuleStatement, place: Place): void {
    this.statements.push({ ...statement, place });
  }
}

function nestedKind(module: PythonModule, node: PyNode): ModuleStatement["kind"] {
  if (isMainGuard(node)) return "main-guard";
  if (node.type.startsWith("import_")) return importKind(node, module.isLocal);
  return "state";
}

function placeOfKind(module: PythonModule, { node, kind, binds }: ModuleStatement): Place {
  if (kind === "future-import" || isRunpodImport(node) || isOptionalRunpod(node)) return "drop";
  if (kind === "package-import" || kind === "local-import") return isRebound(module, binds) ? "setup" : "import";
  return kind === "state" ? "setup" : "stay";
}

/** Whether something else than an import binds one of the names: the import is then one step of several. */
function isRebound(module: PythonModule, names: readonly string[]): boolean {
  return names.some((name) => {
    const binds = bindsOf(module.scopes.module.bindings.get(name));
    return binds.some((node) => node.ancestor("import_statement", "import_from_statement") === undefined);
  });
}

/** Whether an import statement brings in nothing but RunPod's packages. The validator's waits for `settleValidator`. */
export function isRunpodImport(node: PyNode): boolean {
  if (isValidatorImport(node)) return false;
  if (node.type === "import_from_statement") {
    return RUNPOD_PACKAGES.has(topLevelPackage(node.field("module_name")?.text ?? ""));
  }
  if (node.type !== "import_statement") return false;
  return node.fields("name").every((name) => RUNPOD_PACKAGES.has(topLevelPackage((name.field("name") ?? name).text)));
}

/** `try: import runpod` with whatever stands in for it where it is missing. */
function isOptionalRunpod(node: PyNode): boolean {
  const body = node.type === "try_statement" ? statementsOf(node.field("body")) : [];
  return body.length > 0 && body.every(isRunpodImport);
}

/** Whether a statement imports RunPod's validator. */
export function isValidatorImport(node: PyNode): boolean {
  return (
    node.type === "import_from_statement" && importedNames(node).some(({ origin }) => VALIDATOR_ORIGINS.has(origin))
  );
}

/** The block directly inside a compound statement that holds another statement. */
function blockAround(compound: PyNode, inner: PyNode): PyNode | undefined {
  let node: PyNode | undefined = inner;
  let block: PyNode | undefined;
  while (node !== undefined && node !== compound) {
    if (node.type === "block") block = node;
    node = node.parent;
  }
  return block;
}
