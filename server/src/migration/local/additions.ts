import { importedNames, topLevelPackage } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { lineEnd, lineEnding } from "../../python/lines.js";
import { statementsOf } from "../../python/queries.js";
import type { Edit } from "../../python/span.js";
import { STANDARD_LIBRARY } from "../../python/standard-library.js";
import type { Definition } from "./local-rewrite.js";

/** What rewritten code needs at module level. */
export interface Needs {
  readonly imports: readonly string[];
  readonly definitions: readonly Definition[];
}

/** What an addition must know of a statement at module level. */
export interface TopStatement {
  readonly start: number;
  readonly end: number;
  readonly kind: "docstring" | "future-import" | "import" | "other";
  /** What it imports, as single imports: `import json`, `from a import b as c`. */
  readonly imports: readonly string[];
}

/** The edits that bring in what rewritten code needs and the module does not have yet. */
export function additionsFor(module: PythonModule, needs: Needs): readonly Edit[] {
  const statements = statementsOf(module.root).map((statement, index) => topStatement(statement, index));
  return additionsAt(placeForAdditions(module.source, statements), needs);
}

/** A statement's kind, at an offset that it is moved by. */
export function topStatement(statement: PyNode, index: number, offset = 0): TopStatement {
  const isDocstring = index === 0 && statement.namedChildren[0]?.type === "string";
  const kind = isDocstring ? "docstring" : (KINDS[statement.type] ?? "other");
  return { start: statement.start + offset, end: statement.end + offset, kind, imports: importSources(statement) };
}

const KINDS: Readonly<Record<string, TopStatement["kind"] | undefined>> = {
  future_import_statement: "future-import",
  import_statement: "import",
  import_from_statement: "import",
};

/** Where additions go in a module of which its statements are at hand. */
export function placeForAdditions(source: string, statements: readonly TopStatement[]): Place {
  const present = new Set(statements.flatMap(({ imports }) => imports));
  return { source, newline: lineEnding(source), statements, present, ...leadingStatements(statements) };
}

export function additionsAt(place: Place, needs: Needs): readonly Edit[] {
  const definitions = uniqueDefinitions(place, needs.definitions);
  const wanted = [...needs.imports, ...definitions.flatMap(({ imports }) => imports)];
  const missing = [...new Set(wanted)].filter((statement) => !place.present.has(statement)).sort();
  const standard = missing.filter(isStandard);
  const packages = missing.filter((statement) => !isStandard(statement));
  return merged([
    ...insertImports(place, standard, true),
    ...insertImports(place, packages, false),
    ...insertDefinitions(place, definitions),
  ]);
}

function uniqueDefinitions({ source, newline }: Place, definitions: readonly Definition[]): readonly Definition[] {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  return [...byName.values()].filter((definition) => !source.includes(definition.source.replaceAll("\n", newline)));
}

/** An import statement as single imports: `import json`, `from a import b as c`. */
function importSources(statement: PyNode): readonly string[] {
  return importedNames(statement).map(({ clause, module, isFrom }) =>
    isFrom ? `from ${module} import ${clause.text}` : `import ${clause.text}`,
  );
}

function isStandard(statement: string): boolean {
  const name = /^(?:from|import) (\S+)/.exec(statement)?.[1] ?? "";
  return STANDARD_LIBRARY.has(topLevelPackage(name));
}

interface Leading {
  /** The docstring and `__future__` imports, in front of which nothing may stand. */
  readonly fixed: TopStatement | undefined;
  readonly firstImport: TopStatement | undefined;
  /** The last import of the run at the top. */
  readonly lastImport: TopStatement | undefined;
}

export interface Place extends Leading {
  readonly source: string;
  readonly newline: string;
  readonly statements: readonly TopStatement[];
  /** What is imported at module level already. */
  readonly present: ReadonlySet<string>;
}

function leadingStatements(statements: readonly TopStatement[]): Leading {
  let [fixed, firstImport, lastImport]: (TopStatement | undefined)[] = [];
  for (const statement of statements) {
    if (statement.kind === "other") break;
    if (statement.kind !== "import") fixed = statement;
    else {
      firstImport ??= statement;
      lastImport = statement;
    }
  }
  return { fixed, firstImport, lastImport };
}

function insertImports(place: Place, imports: readonly string[], isStandardLibrary: boolean): readonly Edit[] {
  const { source, newline, fixed, firstImport, lastImport } = place;
  if (imports.length === 0) return [];
  const text = imports.map((statement) => statement + newline).join("");
  if (isStandardLibrary && firstImport !== undefined) return insertStandard(place, firstImport, imports);
  const anchor = lastImport ?? fixed;
  if (anchor === undefined) return [insertion(place.statements[0]?.start ?? source.length, text)];
  return [insertBehind(place, anchor, lastImport === undefined ? newline + text : text)];
}

/** In front of the first import of the standard library that sorts behind it, else behind the last one. */
function insertStandard(place: Place, firstImport: TopStatement, lines: readonly string[]): readonly Edit[] {
  const { newline, statements, lastImport } = place;
  const standard = statements.filter(
    ({ kind, imports, start }) => kind === "import" && start <= (lastImport?.start ?? 0) && imports.every(isStandard),
  );
  const last = standard.at(-1);
  if (last === undefined) return [insertion(firstImport.start, lines.map((line) => line + newline).join(""))];
  return lines.map((line) => {
    const next = standard.find(({ imports }) => sortKey(imports[0] ?? "") > sortKey(line));
    return next === undefined ? insertBehind(place, last, line + newline) : insertion(next.start, line + newline);
  });
}

function sortKey(statement: string): string {
  return `${statement.startsWith("from ") ? "1" : "0"}${statement.split(" ")[1] ?? ""}`;
}

function insertDefinitions(place: Place, definitions: readonly Definition[]): readonly Edit[] {
  if (definitions.length === 0) return [];
  const { source, newline } = place;
  const blank = newline.repeat(2);
  const text = definitions.map((definition) => blank + definition.source.replaceAll("\n", newline)).join("");
  const anchor = place.lastImport ?? place.fixed;
  if (anchor === undefined) return [insertion(place.statements[0]?.start ?? source.length, text + blank)];
  return [insertBehind(place, anchor, text + missingBlankLines(place, anchor))];
}

/** What is missing to two blank lines behind a statement. */
function missingBlankLines({ source, newline }: Place, statement: TopStatement): string {
  const behind = source.slice(lineEnd(source, statement.end));
  const blank = /^(?:[ \t]*\r?\n)*/.exec(behind)?.[0].split("\n").length ?? 1;
  return behind.trim() === "" ? "" : newline.repeat(Math.max(0, 3 - blank));
}

/** Inserts at the start of the line behind a statement; a last line gets the line end it lacks. */
function insertBehind({ source, newline }: Place, statement: TopStatement, text: string): Edit {
  const end = lineEnd(source, statement.end);
  const isOpen = source[end - 1] !== "\n";
  return insertion(end, isOpen ? newline + text.replace(/\r?\n$/, "") : text);
}

function insertion(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}

/** Insertions at one offset become one, in their order. */
function merged(edits: readonly Edit[]): readonly Edit[] {
  const byOffset = new Map<number, string>();
  for (const { span, text } of edits) byOffset.set(span.start, (byOffset.get(span.start) ?? "") + text);
  return [...byOffset].map(([offset, text]) => insertion(offset, text));
}
