import type { PyNode } from "./node.js";
import type { ScopeTable } from "./scope-table.js";

/** One name that an import statement binds. */
export interface ImportedName {
  /** The import statement. */
  readonly statement: PyNode;
  /** The part of the statement that imports this name (`a.b as c`). */
  readonly clause: PyNode;
  /** The name it binds here; `*` for a wildcard. */
  readonly local: string;
  /** Dotted origin: `PIL.Image` for `from PIL import Image`; relative imports keep their leading dots. */
  readonly origin: string;
  /** The module the statement names: `PIL` for `from PIL import Image`, `a.b` for `import a.b`. */
  readonly module: string;
  readonly isFrom: boolean;
}

/** The names an import statement binds. Empty for any other node. */
export function importedNames(statement: PyNode): readonly ImportedName[] {
  if (statement.type === "import_statement")
    return statement.fields("name").map((clause) => plainImport(statement, clause));
  if (statement.type === "import_from_statement") return fromImport(statement);
  return [];
}

export const IMPORT_STATEMENTS = ["import_statement", "import_from_statement", "future_import_statement"] as const;

/** The first part of a dotted module name; empty for a relative one. */
export function topLevelPackage(module: string): string {
  return module.split(".")[0] ?? "";
}

/** The source of an import that binds just this name. */
export function importSource(imported: ImportedName): string {
  const { clause, module, isFrom } = imported;
  return isFrom ? `from ${module} import ${clause.text}` : `import ${clause.text}`;
}

/** Resolves expressions to the dotted names of what they import: `rp_upload.upload_image` to its full path. */
export class CanonicalNames {
  private readonly origins = new Map<PyNode, ImportedName>();
  readonly imports: readonly ImportedName[];

  constructor(
    root: PyNode,
    private readonly scopes: ScopeTable,
  ) {
    const found: ImportedName[] = [];
    for (const node of root.walk()) if (node.type.startsWith("import_")) found.push(...importedNames(node));
    this.imports = found;
    for (const imported of found) {
      const name = boundIdentifier(imported);
      if (name !== undefined) this.origins.set(name, imported);
    }
  }

  /** The import that an identifier's name comes from, if every binding of it is an import. */
  importOf(identifier: PyNode): ImportedName | undefined {
    const binding = this.scopes.bindingOf(identifier);
    if (binding === undefined) return undefined;
    let first: ImportedName | undefined;
    for (const { node, role } of binding.references) {
      if (role !== "bind") continue;
      first ??= this.origins.get(node);
      if (!this.origins.has(node) && !isFallback(node)) return undefined;
    }
    return first;
  }

  /** The canonical dotted name of a name or attribute chain, or undefined where it is not an import. */
  of(node: PyNode): string | undefined {
    if (node.type === "identifier") {
      const imported = this.importOf(node);
      if (imported === undefined) return this.fromWildcard(node);
      const plainDotted = !imported.isFrom && imported.clause.type === "dotted_name";
      return plainDotted ? topLevelPackage(imported.origin) : imported.origin;
    }
    if (node.type !== "attribute") return undefined;
    const object = node.field("object");
    const owner = object === undefined ? undefined : this.of(object);
    return owner === undefined ? undefined : `${owner}.${node.field("attribute")?.text ?? ""}`;
  }

  private fromWildcard(node: PyNode): string | undefined {
    if (this.scopes.bindingOf(node) !== undefined) return undefined;
    const wildcard = this.imports.find(({ local, module }) => local === "*" && topLevelPackage(module) === "runpod");
    return wildcard === undefined ? undefined : `${wildcard.module}.${node.text}`;
  }
}

/** `runpod = None` in the `except ImportError` beside an import does not make the name something else. */
function isFallback(node: PyNode): boolean {
  const assignment = node.parent;
  return assignment?.type === "assignment" && assignment.field("right")?.type === "none";
}

function boundIdentifier({ clause, isFrom }: ImportedName): PyNode | undefined {
  const alias = clause.field("alias");
  if (alias !== undefined) return alias;
  const dotted = clause.type === "dotted_name" ? clause : clause.field("name");
  return isFrom ? dotted?.namedChildren.at(-1) : dotted?.namedChildren[0];
}

function plainImport(statement: PyNode, clause: PyNode): ImportedName {
  const module = (clause.field("name") ?? clause).text;
  const local = clause.field("alias")?.text ?? topLevelPackage(module);
  return { statement, clause, local, origin: module, module, isFrom: false };
}

function fromImport(statement: PyNode): readonly ImportedName[] {
  const module = statement.field("module_name")?.text ?? "";
  const wildcard = statement.children.find((child) => child.type === "wildcard_import");
  if (wildcard !== undefined) {
    return [{ statement, clause: wildcard, local: "*", origin: `${module}.*`, module, isFrom: true }];
  }
  return statement.fields("name").map((clause) => {
    const name = (clause.field("name") ?? clause).text;
    const separator = module.endsWith(".") ? "" : ".";
    const local = clause.field("alias")?.text ?? name;
    return { statement, clause, local, origin: `${module}${separator}${name}`, module, isFrom: true };
  });
}
