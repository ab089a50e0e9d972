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

/** The edits that bring in what rewritten code needs and the module does not have yet. */
export function additionsFor(module: PythonModule, needs: Needs): readonly Edit[] {
  const statements = statementsOf(module.root);
  return additionEdits(module.source, statements, needs);
}

/** The same, for a module of which only the leading statements are at hand; the others must hold no import at module level. */
export function additionEdits(source: string, statements: readonly PyNode[], needs: Needs): readonly Edit[] {
  const definitions = uniqueDefinitions(source, needs.definitions);
  const wanted = [...needs.imports, ...definitions.flatMap(({ imports }) => imports)];
  const present = new Set(statements.flatMap(importSources));
  const missing = [...new Set(wanted)].filter((statement) => !present.has(statement)).sort();
  const leading = leadingStatements(statements);
  const newline = lineEnding(source);
  const edits = [
    ...insertImports(source, leading, statements, missing.filter(isStandard), true, newline),
    ...insertImports(
      source,
      leading,
      statements,
      missing.filter((statement) => !isStandard(statement)),
      false,
      newline,
    ),
  ];
  return merged([...edits, ...insertDefinitions(source, leading, statements, definitions, newline)]);
}

function uniqueDefinitions(source: string, definitions: readonly Definition[]): readonly Definition[] {
  const plain = source.replaceAll("\r\n", "\n");
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  return [...byName.values()].filter((definition) => !plain.includes(definition.source));
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
  readonly fixed: PyNode | undefined;
  /** The last import of the run at the top. */
  readonly lastImport: PyNode | undefined;
  readonly firstImport: PyNode | undefined;
}

function leadingStatements(statements: readonly PyNode[]): Leading {
  let [fixed, firstImport, lastImport]: (PyNode | undefined)[] = [];
  for (const statement of statements) {
    const isDocstring = statement === statements[0] && statement.namedChildren[0]?.type === "string";
    if (isDocstring || statement.type === "future_import_statement") fixed = statement;
    else if (statement.is("import_statement", "import_from_statement")) {
      firstImport ??= statement;
      lastImport = statement;
    } else break;
  }
  return { fixed, firstImport, lastImport };
}

function insertImports(
  source: string,
  { fixed, firstImport, lastImport }: Leading,
  statements: readonly PyNode[],
  imports: readonly string[],
  isStandardLibrary: boolean,
  newline: string,
): readonly Edit[] {
  if (imports.length === 0) return [];
  const text = imports.map((statement) => statement + newline).join("");
  if (isStandardLibrary && firstImport !== undefined) return [insertion(firstImport.start, text)];
  const anchor = lastImport ?? fixed;
  if (anchor === undefined) return [insertion(statements[0]?.start ?? source.length, text)];
  return [insertBehind(source, anchor, lastImport === undefined ? newline + text : text, newline)];
}

function insertDefinitions(
  source: string,
  { fixed, lastImport }: Leading,
  statements: readonly PyNode[],
  definitions: readonly Definition[],
  newline: string,
): readonly Edit[] {
  if (definitions.length === 0) return [];
  const blank = newline.repeat(2);
  const sources = definitions.map((definition) => definition.source.replaceAll("\n", newline));
  const anchor = lastImport ?? fixed;
  if (anchor === undefined) {
    return [insertion(statements[0]?.start ?? source.length, sources.map((text) => blank + text).join("") + blank)];
  }
  const text = sources.map((definition) => blank + definition).join("");
  return [insertBehind(source, anchor, text + missingBlankLines(source, anchor, newline), newline)];
}

/** What is missing to two blank lines behind a statement. */
function missingBlankLines(source: string, statement: PyNode, newline: string): string {
  const behind = source.slice(lineEnd(source, statement.end));
  const blank = /^(?:[ \t]*\r?\n)*/.exec(behind)?.[0].split("\n").length ?? 1;
  return behind.trim() === "" ? "" : newline.repeat(Math.max(0, 3 - blank));
}

/** Inserts at the start of the line behind a statement; a last line gets the line end it lacks. */
function insertBehind(source: string, statement: PyNode, text: string, newline: string): Edit {
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
