import { indentationAt, lineEnd, lineStart, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { decoratorsOf, firstBehindDocstring, isAsync, isGenerator, statementsOf } from "../../../python/queries.js";
import { Rewriter, wholeLines } from "../../../python/rewriter.js";
import type { ReadText } from "./read-text.js";

/** Context managers of torch that decorate functions as well. */
const CONTEXTS =
  /^torch\.(?:inference_mode|no_grad|enable_grad|set_grad_enabled|autocast|amp\.autocast|cuda\.amp\.autocast|cpu\.amp\.autocast)$/;

/**
 * Enters in the body what a decorator entered around a call: `with torch.inference_mode():`. A decorator is evaluated
 * when the file is loaded, on a machine that need not have torch.
 */
export function enterContexts(source: string, read: ReadText): string {
  const module = CONTEXT_WORDS.test(source) ? read(source) : undefined;
  if (module === undefined) return source;
  const rewriter = new Rewriter(source);
  for (const node of module.root.walk()) {
    if (node.type === "function_definition" && !isAsync(node) && !isGenerator(node)) enter(module, rewriter, node);
  }
  return rewriter.render({ start: 0, end: source.length });
}

const CONTEXT_WORDS = /@[\w.]*(?:inference_mode|no_grad|grad|autocast)/;

function enter(module: PythonModule, rewriter: Rewriter, definition: PyNode): void {
  const contexts = innermostContexts(module, definition);
  const body = bodySpan(module.source, definition);
  if (contexts.length === 0 || body === undefined) return;
  for (const decorator of contexts) rewriter.delete(wholeLines(module.source, decorator));
  const indent = indentationAt(module.source, body.first);
  const names = contexts.map((decorator) => contextText(decorator.namedChildren[0])).join(", ");
  const text = module.source.slice(body.start, body.end).replace(/^(?:[ \t]*\r?\n)+/, "");
  const inside = reindent(text, indent, indent + module.indent);
  rewriter.replace(body, `${indent}with ${names}:${module.source.includes("\r\n") ? "\r\n" : "\n"}${inside}`);
}

function contextText(expression: PyNode | undefined): string {
  if (expression === undefined) return "";
  return expression.type === "call" ? expression.text : `${expression.text}()`;
}

/** The decorators next to the function that are all contexts: one further out wraps what stands between. */
function innermostContexts(module: PythonModule, definition: PyNode): readonly PyNode[] {
  const decorators = decoratorsOf(definition);
  const last = decorators.findLastIndex((decorator) => !isContext(module, decorator));
  return decorators.slice(last + 1);
}

function isContext(module: PythonModule, decorator: PyNode): boolean {
  const expression = decorator.namedChildren[0];
  const callee = expression?.type === "call" ? expression.field("function") : expression;
  return callee !== undefined && CONTEXTS.test(module.names.of(callee) ?? "");
}

/** The lines of a function behind its docstring; undefined where it has none of its own. */
function bodySpan(
  source: string,
  definition: PyNode,
): { readonly start: number; readonly end: number; readonly first: number } | undefined {
  const statements = statementsOf(definition.field("body"));
  const first = firstBehindDocstring(statements);
  const last = statements.at(-1);
  if (first === undefined || last === undefined || lineStart(source, first.start) <= definition.start) return undefined;
  const above = first === statements[0] ? headEnd(definition) : statements[0];
  if (above === undefined || lineEnd(source, above.end) > first.start) return undefined;
  return { start: lineEnd(source, above.end), end: lineEnd(source, last.end), first: first.start };
}

/** The colon that ends the head of a `def`. */
function headEnd(definition: PyNode): PyNode | undefined {
  return definition.children.find((child) => child.type === ":");
}
