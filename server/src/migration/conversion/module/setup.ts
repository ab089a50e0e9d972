import { indentationAt, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { ownNodes } from "../../../python/queries.js";
import type { Rewriter } from "../../../python/rewriter.js";
import type { Span } from "../../../python/span.js";
import { joinedImports, type SetupImport } from "../imports/imports.js";
import type { Layout, PlacedStatement } from "./layout.js";
import type { NamePlan } from "./names.js";
import { withComments } from "./statements.js";

export interface SetupDraft {
  /** The method, or undefined where nothing has to run before the first request. */
  readonly method: string | undefined;
  /** Spans of the module that have moved into it. */
  readonly moved: readonly Span[];
}

interface Item {
  readonly offset: number;
  readonly text: string;
  readonly hasGap: boolean;
}

/** Writes `setup()`: everything that ran when the worker started, in its old order. */
export function draftSetup(
  module: PythonModule,
  layout: Layout,
  names: NamePlan,
  imports: readonly SetupImport[],
  first: readonly string[],
  extra: readonly string[],
  rewriter: Rewriter,
): SetupDraft {
  const indent = module.indent;
  const statements = layout.statements.filter((statement) => statement.place === "setup" || names.moved.has(statement));
  dropGlobalAnnotations(names, rewriter);
  const isAsync = awaitEventLoops(module, statements, rewriter);
  const items: Item[] = importItems(imports, indent + indent);
  const moved: Span[] = [];
  for (const { node } of statements) {
    const span = withComments(module.source, node);
    const text = reindent(
      withoutSemicolon(rewriter.render(span)),
      indentationAt(module.source, node.start),
      indent + indent,
    );
    if (text.trim() === "") continue;
    items.push({
      offset: span.start,
      text:
        pickledNames(module, layout, node, indent + indent) +
        (text.startsWith(indent + indent) ? text : indent + indent + text),
      hasGap: hasGapAbove(module.source, span),
    });
    moved.push(span);
  }
  const lines = [
    ...globalLine(names, indent),
    ...first.map((line) => indent + indent + line),
    ...inOrder(items),
    ...extra.map((line) => indent + indent + line),
  ];
  if (lines.every((line) => line.trim() === "")) return { method: undefined, moved };
  const head = `${indent}${isAsync ? "async " : ""}def setup(self) -> None:`;
  return { method: [head, ...lines].join("\n"), moved };
}

/**
 * A line that mentions what a class body in `setup()` needs of the module: cloudpickle 3.1 sends the names that the code
 * of functions loads, and overlooks those that the body of a class loads when it is made.
 */
function pickledNames(module: PythonModule, layout: Layout, statement: PyNode, indent: string): string {
  const staying = new Set(layout.statements.flatMap(({ place, binds }) => (place === "stay" ? binds : [])));
  const names = new Set<string>();
  for (const node of classLevelNodes(statement)) {
    const isRead = node.type === "identifier" && module.scopes.roleOf(node) === "read";
    if (isRead && module.scopes.bindingOf(node)?.scope.kind === "module" && staying.has(node.text))
      names.add(node.text);
  }
  return names.size === 0
    ? ""
    : `${indent}${[...names].join(", ")}  # named here, because pickling overlooks the bodies of classes\n`;
}

/** What runs when the classes inside a statement are made: their bodies without those of their methods. */
function* classLevelNodes(statement: PyNode): Generator<PyNode, void, undefined> {
  for (const node of statement.walk()) {
    const body = node.type === "class_definition" ? node.field("body") : undefined;
    if (body === undefined) continue;
    for (const inner of body.walk()) if (!isInMethodBody(inner, body)) yield inner;
  }
}

function isInMethodBody(node: PyNode, classBody: PyNode): boolean {
  for (let part: PyNode | undefined = node; part !== undefined && part !== classBody; part = part.parent)
    if (part.fieldName === "body" && part.parent?.is("function_definition", "lambda") === true) return true;
  return false;
}

/** A statement that shared its line stands alone now. */
function withoutSemicolon(text: string): string {
  return text.trimEnd().replace(/^[ \t]*;[ \t]*|[ \t]*;$/g, "");
}

/** Names of one import statement stay one statement. */
function importItems(imports: readonly SetupImport[], indent: string): Item[] {
  const offsets = [...new Set(imports.map(({ offset }) => offset))];
  return offsets.flatMap((offset) => {
    const lines = joinedImports(imports.filter((one) => one.offset === offset).map(({ source }) => source));
    return lines.map((line) => ({ offset, text: indent + line, hasGap: false }));
  });
}

function globalLine(names: NamePlan, indent: string): readonly string[] {
  const list = [...names.globals].map(({ name }) => name);
  return list.length === 0 ? [] : [`${indent}${indent}global ${list.join(", ")}  # read outside of this class`];
}

/** Python refuses an annotation on a name that is declared global. */
function dropGlobalAnnotations(names: NamePlan, rewriter: Rewriter): void {
  for (const binding of names.globals) {
    for (const { node, role } of binding.references) {
      const type = role === "bind" && node.parent?.type === "assignment" ? node.parent.field("type") : undefined;
      if (type !== undefined) rewriter.delete({ start: node.end, end: type.end });
    }
  }
}

/** Import lines run into the statements they are for; a gap that the author left stays one. */
function inOrder(items: readonly Item[]): readonly string[] {
  const lines: string[] = [];
  let wasImport = false;
  for (const item of [...items].sort((a, b) => a.offset - b.offset)) {
    const isImport = /^\s*(?:import|from)\s/.test(item.text);
    if (lines.length > 0 && (item.hasGap || (wasImport && !isImport))) lines.push("");
    lines.push(item.text);
    wasImport = isImport;
  }
  return lines;
}

function hasGapAbove(source: string, span: Span): boolean {
  return /\n[ \t]*\r?\n[ \t]*$/.test(source.slice(Math.max(0, span.start - 80), span.start));
}

/** `setup()` runs inside the server's event loop, where `asyncio.run` is refused (fal 1.83.0): it awaits instead. */
function awaitEventLoops(module: PythonModule, statements: readonly PlacedStatement[], rewriter: Rewriter): boolean {
  let isAsync = false;
  for (const { node } of statements) {
    for (const inner of [node, ...ownNodes(node)]) {
      const argument = eventLoopArgument(module, inner);
      if (argument === undefined) continue;
      rewriter.replace(inner, "await ", { start: argument.start, end: argument.end });
      isAsync = true;
    }
  }
  return isAsync;
}

function eventLoopArgument(module: PythonModule, node: PyNode): PyNode | undefined {
  const callee = node.type === "call" ? node.field("function") : undefined;
  if (callee === undefined) return undefined;
  const isRun = module.names.of(callee) === "asyncio.run" || callee.field("attribute")?.text === "run_until_complete";
  return isRun ? node.field("arguments")?.namedChildren[0] : undefined;
}
