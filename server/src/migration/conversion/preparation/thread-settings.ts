import { indentationAt, lineEnd, lineEnding } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { firstBehindDocstring, keywordArgument, statementsOf } from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import { readWorker, type Worker } from "../../../runpod/worker.js";
import type { ReadText } from "./read-text.js";

/** Calls whose effect is the calling thread's alone. */
const SETTINGS = /^(?:torch\.(?:autograd\.)?set_grad_enabled|torch\.cuda\.set_device)$/;

const WORDS = /\bset_grad_enabled\b|\bset_device\b|\bsqlite3\b/;

/**
 * RunPod called a plain handler in the thread that had loaded the worker; fal calls it in another. So settings of the
 * loading thread are made again where the handler begins, and SQLite's connections may be used in any thread: one
 * request at a time uses them, as before.
 */
export function keepThreadSettings(source: string, read: ReadText): string {
  const module = WORDS.test(source) ? read(source) : undefined;
  const worker = module === undefined ? undefined : readWorker(module);
  if (module === undefined || worker === undefined || worker.handlers.every(({ isAsync }) => isAsync)) return source;
  const rewriter = new Rewriter(source);
  for (const call of module.root.walk()) if (call.type === "call") shareConnection(module, rewriter, call);
  const settings = module.root.namedChildren.filter((statement) => isSetting(module, statement));
  if (settings.length > 0) repeatInHandlers(module, rewriter, worker, settings);
  return rewriter.render({ start: 0, end: source.length });
}

function shareConnection(module: PythonModule, rewriter: Rewriter, call: PyNode): void {
  const callee = call.field("function");
  const list = call.field("arguments");
  const isConnection = callee !== undefined && module.names.of(callee) === "sqlite3.connect";
  const isSpread = list?.namedChildren.some((argument) => argument.is("list_splat", "dictionary_splat")) === true;
  const last = list?.namedChildren.at(-1);
  if (!isConnection || isSpread || last === undefined || keywordArgument(call, "check_same_thread") !== undefined)
    return;
  rewriter.insert(last.end, ", check_same_thread=False");
}

function isSetting(module: PythonModule, statement: PyNode): boolean {
  const call = statement.type === "expression_statement" ? statement.namedChildren[0] : undefined;
  const callee = call?.type === "call" ? call.field("function") : undefined;
  return callee !== undefined && SETTINGS.test(module.names.of(callee) ?? "");
}

/** A generator is resumed in whatever thread is free: what it needs there a note says. */
function repeatInHandlers(
  module: PythonModule,
  rewriter: Rewriter,
  { handlers }: Worker,
  settings: readonly PyNode[],
): void {
  for (const { definition, isAsync, isGenerator } of handlers) {
    const first = isAsync || isGenerator ? undefined : firstStatement(module, definition);
    if (first === undefined) continue;
    const indent = indentationAt(module.source, first.start);
    const end = lineEnding(module.source);
    const lines = settings.map(({ text }) => `${text}  # for this thread${end}${indent}`);
    rewriter.insert(first.start, lines.join(""));
  }
}

/** The first statement behind the docstring, where it stands on a line of its own. */
function firstStatement({ source }: PythonModule, definition: PyNode | undefined): PyNode | undefined {
  const statements = definition?.type === "function_definition" ? statementsOf(definition.field("body")) : [];
  const first = firstBehindDocstring(statements);
  return definition === undefined || first === undefined || first.start < lineEnd(source, definition.start)
    ? undefined
    : first;
}
