import { mentionsOf } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { Rewriter } from "../../../python/rewriter.js";
import { readWorker, type Worker } from "../../../runpod/worker.js";
import { layOut, type Layout } from "../module/layout.js";
import { topStatement } from "../module/module-places.js";
import { servesStart } from "../handlers/planned-handlers.js";
import type { ReadText } from "./read-text.js";
import { isDropped } from "../module/runpod-removal.js";
import { withComments } from "../module/statements.js";

/**
 * Takes out the functions that try the handler with a job of their own, and that nothing calls once the worker is
 * started. They test the old handler: the endpoint is called with its input, and there is no function left to call.
 */
export function dropSelfTests(source: string, read: ReadText): string {
  const module = read(source);
  const worker = module === undefined ? undefined : readWorker(module);
  if (module === undefined || worker === undefined || worker.isChoice) return source;
  const layout = layOut(worker);
  const tests = new Set(worker.handlers.flatMap(({ definition }) => testsOf(worker, layout, definition)));
  const rewriter = new Rewriter(source);
  for (const test of tests) rewriter.delete(withComments(source, test));
  return tests.size === 0 ? source : rewriter.render({ start: 0, end: source.length });
}

/** The functions that test a handler, where nothing but them and the start of the worker mentions it. */
function testsOf(worker: Worker, layout: Layout, definition: PyNode | undefined): readonly PyNode[] {
  const { module } = worker;
  const handler = worker.handlers.find((each) => each.definition === definition);
  if (handler === undefined || definition?.type !== "function_definition") return [];
  const others = mentionsOf(module, definition).filter((mention) => !servesStart(worker, layout, handler, mention));
  const holders = new Set(others.map((mention) => topStatement(module, mention)));
  // Each function that calls a test is one itself: the set grows while it is looked at.
  for (const holder of holders) {
    if (holder.type !== "function_definition" || worker.handlers.some((each) => each.definition === holder)) return [];
    for (const mention of mentionsOf(module, holder))
      if (!holder.contains(mention) && !isDropped(layout, mention)) holders.add(topStatement(module, mention));
  }
  return [...holders].some((holder) => isNamedInText(module, holder)) ? [] : [...holders];
}

/** A function that is looked up by its name may be called by anything. */
function isNamedInText(module: PythonModule, definition: PyNode): boolean {
  const name = definition.field("name")?.text ?? "";
  return new RegExp(`["']${name}["']`).test(module.source) || /\b(?:globals|vars)\(\)/.test(module.source);
}
