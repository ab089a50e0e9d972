import { importSource, importedNames, topLevelPackage, type ImportedName } from "../../../python/imports.js";
import { indentationAt, lineStart } from "../../../python/lines.js";
import { pythonString } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { enclosingFunction, isDocstring, statementsOf, undecorated } from "../../../python/queries.js";
import { wholeLines, type Rewriter } from "../../../python/rewriter.js";
import { STANDARD_LIBRARY } from "../../../python/standard-library.js";
import { RUNPOD_PACKAGES } from "../../../runpod/names.js";
import type { Surroundings } from "../draft.js";
import { withComments } from "../module/statements.js";
import { absoluteImport, rewriteRelativeImports } from "./relative-imports.js";
import { Unsupported } from "../unsupported.js";
import { FOR_ITS_WORK } from "./loading-modules.js";
import { isValidatorImport, type Layout, type PlacedStatement } from "../module/layout.js";
import { Owners, type Owner } from "../module/owners.js";

/** An import that runs in `setup()`, at the place in the old order where it stood. */
export interface SetupImport {
  readonly offset: number;
  readonly source: string;
}

export interface ImportPlan {
  /** Imports that `setup()` needs for its own statements. */
  readonly setup: readonly SetupImport[];
  /** Imports that code outside any function of the file needs, by that code: the handler's lambda, say. */
  readonly inFunctions: ReadonlyMap<PyNode, readonly string[]>;
  /** Packages that a definition needs when the file is loaded. */
  readonly kept: readonly ImportedName[];
  /** Modules of the workspace that are imported somewhere. */
  readonly local: readonly string[];
}

/** Moves the imports that only the runner can resolve to where they are used. Edits the module's import statements. */
export function planImports(
  module: PythonModule,
  layout: Layout,
  moved: ReadonlySet<PlacedStatement>,
  expressions: ReadonlySet<PyNode>,
  surroundings: Surroundings,
  rewriter: Rewriter,
  loadingModuleOf: (name: ImportedName) => string | undefined,
): ImportPlan {
  const { ownPackage } = surroundings;
  rewriteRelativeImports(module, ownPackage, rewriter, (statement) => enclosingFunction(statement) !== undefined);
  const owners = new Owners(layout, expressions);
  return new ImportPlanner(module, owners, layout, moved, surroundings, rewriter, loadingModuleOf).plan();
}

/** What fal brings itself; its own classes must be imported at the top, where they are pickled with the app. */
const BROUGHT_BY_FAL = new Set(["fal", "fastapi", "pydantic", "starlette"]);

class ImportPlanner {
  private readonly setup: SetupImport[] = [];
  private readonly kept: ImportedName[] = [];
  private readonly local = new Set<string>();
  private readonly dropped = new Set<PyNode>();
  private isPathSet = false;
  private readonly byFunction = new Map<PyNode, string[]>();
  /** Modules that functions import and whose work `setup()` has done, with the offsets at which it was. */
  private readonly loading = new Map<string, number>();

  constructor(
    private readonly module: PythonModule,
    private readonly owners: Owners,
    layout: Layout,
    private readonly moved: ReadonlySet<PlacedStatement>,
    private readonly surroundings: Surroundings,
    private readonly rewriter: Rewriter,
    private readonly loadingModuleOf: (name: ImportedName) => string | undefined,
  ) {
    this.statements = layout.statements.filter(({ place }) => place === "import");
    this.hasFutureAnnotations = layout.statements.some(({ kind }) => kind === "future-import");
    const late = layout.statements.filter((statement) => statement.place === "setup" || moved.has(statement));
    this.classesOfSetup = new Set(late.map(({ node }) => undecorated(node)));
  }

  private readonly statements: readonly PlacedStatement[];
  private readonly hasFutureAnnotations: boolean;
  private readonly classesOfSetup: ReadonlySet<PyNode>;

  plan(): ImportPlan {
    this.quoteLateAnnotations();
    for (const { node } of this.statements) this.placeStatement(node);
    this.loadInSetup();
    return { setup: this.setup, inFunctions: this.byFunction, kept: this.kept, local: [...this.local] };
  }

  /** An annotation is evaluated where it stands: it may not name what comes later. */
  private quoteLateAnnotations(): void {
    for (const type of this.module.root.walk()) {
      if (type.type !== "type" || type.ancestor("type") !== undefined) continue;
      const names = [...type.walk()].filter((node) => node.type === "identifier");
      if (names.some((name) => this.isLate(name))) this.quoteAnnotation(type);
    }
  }

  /** Whether a name gets its class in `setup()` or, where the future import allowed that, further down in the file. */
  private isLate(name: PyNode): boolean {
    const binding = this.module.scopes.bindingOf(name);
    const bind = binding?.references.find(({ role }) => role === "bind")?.node;
    const definition = bind?.parent;
    if (bind === undefined || definition === undefined) return false;
    const owner = this.owners.of(name);
    if (this.classesOfSetup.has(definition)) return owner.kind === "annotation" && !this.moved.has(owner.statement);
    if (!this.hasFutureAnnotations) return false;
    if (isForCheckersOnly(this.module, bind)) return true;
    return definition.is("class_definition", "function_definition") && definition.end > name.start;
  }

  private placeStatement(statement: PyNode): void {
    if (isValidatorImport(statement)) return;
    const names = importedNames(statement);
    const staying = names.filter((name) => this.staysAtTop(name));
    for (const name of names) {
      if (isLocalImport(this.module, name)) this.local.add(name.module);
      if (!staying.includes(name) && !RUNPOD_PACKAGES.has(topLevelPackage(name.module))) this.scatter(name);
    }
    if (staying.some((name) => isLocalImport(this.module, name))) this.leadTo(statement);
    const sources = staying.map((name) => importSource(this.absolute(name)));
    if (sources.length === names.length && !statement.text.includes("from .")) return;
    if (sources.length === 0) this.rewriter.delete(wholeLines(this.module.source, statement));
    else this.rewriter.replace(statement, joinImports(staying.map((name) => this.absolute(name))));
  }

  private absolute(name: ImportedName): ImportedName {
    return absoluteImport(name, this.surroundings.ownPackage);
  }

  /** Whoever deploys loads the file with its own folder on the path alone. */
  private leadTo(statement: PyNode): void {
    const folders = this.surroundings.pathFolders.map(pythonString);
    if (folders.length === 0 || this.isPathSet) return;
    this.isPathSet = true;
    this.rewriter.insert(lineStart(this.module.source, statement.start), `sys.path += [${folders.join(", ")}]\n`);
  }

  private staysAtTop(name: ImportedName): boolean {
    if (RUNPOD_PACKAGES.has(topLevelPackage(name.module))) return false;
    if (name.local === "*")
      throw new Unsupported("module-import", name.statement, "a wildcard import cannot move into a function");
    const isLocal = isLocalImport(this.module, name);
    const top = topLevelPackage(name.module);
    if (!isLocal && (STANDARD_LIBRARY.has(top) || BROUGHT_BY_FAL.has(top))) return true;
    const isNeeded = this.ownersOf(name).some(
      (owner) => owner.kind === "definition" && !this.moved.has(owner.statement),
    );
    if (isNeeded) this.kept.push(this.absolute(name));
    return isNeeded;
  }

  private scatter(name: ImportedName): void {
    const source = importSource(this.absolute(name)) + trailingComment(this.module.source, name.statement);
    let isPlaced = false;
    for (const { node, owner } of this.references(name)) {
      if (owner.kind === "annotation") this.dropAnnotation(node);
      if (owner.kind === "function") {
        addOnce(this.byFunction, owner.node, source);
        this.noteLoading(name);
        isPlaced = true;
      }
      const isMoved = owner.kind === "definition" && this.moved.has(owner.statement);
      if (owner.kind === "setup" || isMoved) {
        this.addToSetup(name.statement.start, source);
        isPlaced = true;
      }
    }
    if (!isPlaced && this.references(name).length === 0) this.addToSetup(name.statement.start, source);
  }

  private noteLoading(name: ImportedName): void {
    const loading = this.loadingModuleOf(name);
    if (loading === undefined) return;
    const { module, isFrom } = this.absolute(name);
    const isSubmodule = isFrom && loading !== name.module;
    const loaded = isSubmodule ? `${module}.${name.origin.split(".").at(-1) ?? ""}` : module;
    if (!this.loading.has(loaded)) this.loading.set(loaded, name.statement.start);
  }

  private loadInSetup(): void {
    for (const [module, offset] of this.loading) {
      const isLoaded = this.setup.some(({ source }) => source.split(/\s+/)[1] === module);
      if (!isLoaded) this.addToSetup(offset, `importlib.import_module("${module}")  ${FOR_ITS_WORK}`);
    }
  }

  private addToSetup(offset: number, source: string): void {
    if (!this.setup.some((other) => other.source === source)) this.setup.push({ offset, source });
  }

  /** A function's annotation must not ask for a package when the file is loaded; the name would mean nothing there. */
  private dropAnnotation(node: PyNode): void {
    const type = outermostType(node);
    const owner = type?.parent;
    if (type === undefined || owner === undefined) return;
    const before = owner.is("typed_parameter", "typed_default_parameter")
      ? owner.namedChildren[0]
      : owner.field("parameters");
    if (before === undefined || this.dropped.has(type)) return;
    this.dropped.add(type);
    this.rewriter.delete({ start: before.end, end: type.end });
  }

  /** A class that is not there yet is named in quotes. */
  private quoteAnnotation(type: PyNode): void {
    if (!type.text.includes('"')) this.rewriter.replace(type, `"${type.text.replace(/\s+/g, " ")}"`);
  }

  private ownersOf(name: ImportedName): readonly Owner[] {
    return this.references(name).map(({ owner }) => owner);
  }

  private references(name: ImportedName): readonly { readonly node: PyNode; readonly owner: Owner }[] {
    const binding = this.module.scopes.module.bindings.get(name.local);
    return (binding?.references ?? [])
      .filter(({ role }) => role !== "bind")
      .map(({ node }) => ({ node, owner: this.owners.of(node) }))
      .filter(({ owner }) => owner.kind !== "dropped");
  }
}

/** Whether a name is imported under `if TYPE_CHECKING:` alone, so that it means nothing when the file runs. */
function isForCheckersOnly(module: PythonModule, name: PyNode): boolean {
  const condition = name.ancestor("if_statement")?.field("condition");
  return condition !== undefined && module.names.of(condition) === "typing.TYPE_CHECKING";
}

function outermostType(node: PyNode): PyNode | undefined {
  let outer = node.ancestor("type");
  for (let next = outer?.ancestor("type"); next !== undefined; next = next.ancestor("type")) outer = next;
  return outer;
}

function addOnce(map: Map<PyNode, string[]>, key: PyNode, value: string): void {
  const values = map.get(key) ?? [];
  if (!values.includes(value)) values.push(value);
  map.set(key, values);
}

function isLocalImport(module: PythonModule, name: ImportedName): boolean {
  return name.module.startsWith(".") || module.isLocal(topLevelPackage(name.module));
}

function joinImports(names: readonly ImportedName[]): string {
  const [first] = names;
  if (first === undefined) return "";
  const clauses = names.map(({ clause }) => clause.text).join(", ");
  return first.isFrom ? `from ${first.module} import ${clauses}` : `import ${clauses}`;
}

function trailingComment(source: string, statement: PyNode): string {
  const rest = /^[ \t]*(#[^\r\n]*)/.exec(source.slice(statement.end));
  return rest === null ? "" : `  ${rest[1] ?? ""}`;
}

/** One line a module: `from PIL import Image, ImageOps`. Lines with a comment stay by themselves. */
export function joinedImports(lines: readonly string[]): readonly string[] {
  const joined = new Map<string, string[]>();
  for (const line of lines) {
    const match = /^(from \S+ import) ([^#]+)$/.exec(line);
    const key = match?.[1] ?? line;
    joined.set(key, [...(joined.get(key) ?? []), ...(match?.[2] === undefined ? [] : [match[2]])]);
  }
  return [...joined].map(([head, names]) => (names.length === 0 ? head : `${head} ${names.join(", ")}`));
}

/** Puts import lines and first statements at the start of a function's body, behind its docstring. */
export function insertIntoFunction(
  module: PythonModule,
  rewriter: Rewriter,
  definition: PyNode,
  imports: readonly string[],
  prologue: readonly string[],
): void {
  const lines = [...joinedImports(imports), ...(imports.length > 0 ? [""] : []), ...prologue];
  const body = definition.field("body");
  const statements = statementsOf(body);
  const first = statements[introduction(statements)];
  if (first === undefined) return;
  const isOneLine =
    lineStart(module.source, first.start) <= definition.start &&
    !module.source.slice(definition.start, first.start).includes("\n");
  if (isOneLine) {
    const indent = indentationAt(module.source, definition.start) + module.indent;
    const gap = { start: module.source.slice(0, first.start).trimEnd().length, end: first.start };
    rewriter.replace(gap, ["", ...lines, ""].map((line) => (line === "" ? "" : indent + line)).join("\n") + indent);
    return;
  }
  const at = withComments(module.source, first).start;
  const indent = indentationAt(module.source, first.start);
  rewriter.insert(at, lines.map((line) => (line === "" ? "\n" : `${indent}${line}\n`)).join(""));
}

/** How many statements keep their place at the start: a docstring, and the names that are declared global. */
function introduction(statements: readonly PyNode[]): number {
  const docstring = isDocstring(statements[0]) && statements.length > 1 ? 1 : 0;
  const others = statements.slice(docstring).findIndex(({ type }) => type !== "global_statement");
  return docstring + Math.max(0, others);
}
