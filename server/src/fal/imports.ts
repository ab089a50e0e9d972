import { importedNames, topLevelPackage } from "../python/imports.js";
import { lineEnd, lineStart } from "../python/lines.js";
import type { PyNode } from "../python/node.js";
import { parsePython } from "../python/parser.js";
import { isDocstring } from "../python/queries.js";
import { applyEdits, type Edit } from "../python/span.js";
import { STANDARD_LIBRARY } from "../python/standard-library.js";

/** Adds import statements (`import fal`, `from pydantic import BaseModel`), one name each, to a Python text. */
export function addImports(source: string, needed: readonly string[], newline: string): string {
  const root = parsePython(source);
  if (root === undefined || needed.length === 0) return source;
  const leading = leadingImports(root);
  const own = leading.filter((node) => isOwnLine(source, node));
  const present = leading.filter((node) => !own.includes(node));
  const wanted = [...own.flatMap(statementsIn), ...needed];
  const missing = new Set(wanted.filter((statement) => !present.some((node) => provides(node, statement))));
  const edits: Edit[] = own.map(({ start, end }) => ({ span: { start, end: lineEnd(source, end) }, text: "" }));
  for (const statement of [...missing]) {
    const extended = extend(present, statement, edits);
    if (extended) missing.delete(statement);
  }
  const grouped = group([...missing]);
  const standard = grouped.filter((line) => isStandard(moduleOf(line)));
  const others = grouped.filter((line) => !isStandard(moduleOf(line)));
  insertStandard(source, present, standard, edits, newline, root);
  insertOthers(source, present, others, edits, newline, root, standard.length > 0);
  return applyEdits(source, mergeInsertions(edits));
}

/** The imports at the head of a file, before any other statement. */
function leadingImports(root: PyNode): readonly PyNode[] {
  const found: PyNode[] = [];
  for (const [index, node] of root.namedChildren.entries()) {
    if (node.is("import_statement", "import_from_statement", "future_import_statement")) found.push(node);
    else if (!(index === 0 && isDocstring(node))) break;
  }
  return found;
}

/** What an earlier rewrite imported from fal's own package: it goes where the rest of fal's imports go. */
function isOwnLine(source: string, node: PyNode): boolean {
  const isWhole =
    lineStart(source, node.start) === node.start && source.slice(node.end, lineEnd(source, node.end)).trim() === "";
  return isWhole && node.type === "import_from_statement" && topLevelPackage(moduleOf(node.text)) === "fal";
}

/** A `from` import as statements of one name each. */
function statementsIn(node: PyNode): readonly string[] {
  return importedNames(node).map(({ module, clause }) => `from ${module} import ${clause.text}`);
}

function provides(node: PyNode, statement: string): boolean {
  return importedNames(node).some(({ isFrom, module, clause }) => {
    if (!isFrom) return statement === `import ${clause.text}`;
    const modules = module === "typing" ? [module, "collections.abc"] : [module]; // `typing.Iterator` is the same class
    return modules.some((name) => statement === `from ${name} import ${clause.text}`);
  });
}

/** Adds a name to a one-line `from module import …` that is there already. */
function extend(present: readonly PyNode[], statement: string, edits: Edit[]): boolean {
  const match = /^from (\S+) import (\S+)$/.exec(statement);
  if (match === null) return false;
  const [, module, name] = match;
  const node = present.find(
    (candidate) =>
      candidate.type === "import_from_statement" &&
      candidate.field("module_name")?.text === module &&
      !candidate.text.includes("("),
  );
  const last = node?.fields("name").at(-1);
  if (node === undefined || last === undefined || name === undefined) return false;
  edits.push({ span: { start: last.end, end: last.end }, text: `, ${name}` });
  return true;
}

/** One statement a module: `from pydantic import BaseModel, Field`. */
function group(statements: readonly string[]): readonly string[] {
  const names = new Map<string, string[]>();
  const plain: string[] = [];
  for (const statement of statements) {
    const match = /^from (\S+) import (\S+(?: as \S+)?)$/.exec(statement);
    if (match?.[1] === undefined || match[2] === undefined) plain.push(statement);
    else names.set(match[1], [...(names.get(match[1]) ?? []), match[2]]);
  }
  const from = [...names].map(
    ([module, list]) => `from ${module} import ${[...new Set(list)].sort(byName).join(", ")}`,
  );
  return [...plain.sort(), ...from.sort()].sort(plainFirst);
}

function byName(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}

function plainFirst(a: string, b: string): number {
  return Number(a.startsWith("from ")) - Number(b.startsWith("from "));
}

function moduleOf(statement: string): string {
  return /^(?:from|import) ([^\s,]+)/.exec(statement)?.[1] ?? "";
}

function isStandard(module: string): boolean {
  return STANDARD_LIBRARY.has(topLevelPackage(module));
}

function insertStandard(
  source: string,
  present: readonly PyNode[],
  lines: readonly string[],
  edits: Edit[],
  newline: string,
  root: PyNode,
): void {
  const standard = present.filter((node) => isStandard(moduleOf(node.text)));
  for (const line of lines) {
    const next = standard.find((node) => sortKey(node.text) > sortKey(line));
    const last = standard.at(-1);
    const at =
      next !== undefined
        ? lineStart(source, next.start)
        : last !== undefined
          ? lineEnd(source, last.end)
          : headOf(source, root);
    const isUnended = at > 0 && source[at - 1] !== "\n";
    edits.push({ span: { start: at, end: at }, text: (isUnended ? newline : "") + line + newline });
  }
}

function insertOthers(
  source: string,
  present: readonly PyNode[],
  lines: readonly string[],
  edits: Edit[],
  newline: string,
  root: PyNode,
  hasNewStandard: boolean,
): void {
  if (lines.length === 0) return;
  const last = present.filter((node) => isStandard(moduleOf(node.text))).at(-1);
  const end = last === undefined ? headOf(source, root) : lineEnd(source, last.end);
  const at = end + (/^[ \t]*\r?\n(?=(?:import|from)[ \t])/.exec(source.slice(end))?.[0].length ?? 0);
  const own = present.filter((node) => node.start >= at && topLevelPackage(moduleOf(node.text)) === "fal");
  if (own.length > 0) {
    edits.push(...lines.map((line) => beside(source, own, line, newline)));
    return;
  }
  const isUnended = at > 0 && source[at - 1] !== "\n";
  const gap = at === end && (last !== undefined || hasNewStandard) ? newline : "";
  const blank = /^(?:[ \t]*\r?\n)*/.exec(source.slice(at))?.[0].match(/\n/g)?.length ?? 0;
  const below = present.some((node) => node.start >= at) ? "" : newline.repeat(Math.max(0, 2 - blank));
  edits.push({
    span: { start: at, end: at },
    text: (isUnended ? newline : "") + gap + lines.join(newline) + newline + below,
  });
}

/** A line in its place among imports of `fal` that an earlier rewrite wrote. */
function beside(source: string, own: readonly PyNode[], line: string, newline: string): Edit {
  const next = own.find((node) => sortKey(node.text) > sortKey(line));
  const at = next !== undefined ? lineStart(source, next.start) : lineEnd(source, own.at(-1)?.end ?? 0);
  const isUnended = at > 0 && source[at - 1] !== "\n";
  return { span: { start: at, end: at }, text: (isUnended ? newline : "") + line + newline };
}

/** Behind a shebang, an encoding line, head comments and the module's docstring. */
function headOf(source: string, root: PyNode): number {
  const first = root.namedChildren[0];
  if (first !== undefined && isDocstring(first)) return lineEnd(source, first.end);
  const head = /^\uFEFF?(?:#!.*\r?\n)?(?:#.*coding[:=].*\r?\n)?/.exec(source)?.[0].length ?? 0;
  return first === undefined ? source.length : Math.max(head, commentBlockEnd(source, head));
}

/** A comment block at the head that a blank line sets off belongs to the file, not to what follows. */
function commentBlockEnd(source: string, from: number): number {
  const block = /^(?:#.*\r?\n)+(?=\r?\n)/.exec(source.slice(from))?.[0] ?? "";
  return from + block.length;
}

function sortKey(statement: string): string {
  return `${statement.startsWith("from ") ? "1" : "0"}${moduleOf(statement)}`;
}

/** Edits at one offset become one, in the order in which they were made: an insertion may stand where a line goes. */
function mergeInsertions(edits: readonly Edit[]): readonly Edit[] {
  const byOffset = new Map<number, Edit>();
  for (const edit of edits) {
    const known = byOffset.get(edit.span.start);
    const end = Math.max(edit.span.end, known?.span.end ?? 0);
    byOffset.set(edit.span.start, { span: { start: edit.span.start, end }, text: (known?.text ?? "") + edit.text });
  }
  return [...byOffset.values()];
}
