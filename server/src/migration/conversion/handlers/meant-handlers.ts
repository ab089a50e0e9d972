import { readModule } from "../../../python/module.js";
import { definitionOf } from "../../../python/functions.js";
import type { PyNode } from "../../../python/node.js";
import { undecorated } from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import { findStartCalls } from "../../../runpod/start-calls.js";
import type { Remark } from "../../report.js";

/** Decorators that RunPod's SDK never had, by which an author meant to name the handler. */
const MEANT = /^runpod\.(?:serverless\.)?handler$/;

export interface MeantWorker {
  readonly text: string;
  readonly notes: readonly Remark[];
}

/**
 * A worker whose handler is marked by a decorator that does not exist, written as it was meant: without the decorator,
 * and with the function given to `start` where nothing is. Lines keep their numbers.
 */
export function asMeant(path: string, source: string): MeantWorker {
  const module = /@[\w.]*handler\b/.test(source) ? readModule(path, source) : undefined;
  if (module === undefined) return { text: source, notes: [] };
  const rewriter = new Rewriter(source);
  const marked: PyNode[] = [];
  for (const decorator of module.root.walk()) {
    const expression = decorator.type === "decorator" ? decorator.namedChildren[0] : undefined;
    const callee = expression?.type === "call" ? expression.field("function") : expression;
    if (callee === undefined || !MEANT.test(module.names.of(callee) ?? "") || decorator.parent === undefined) continue;
    rewriter.delete(decorator);
    marked.push(undecorated(decorator.parent));
  }
  const name = marked[0]?.field("name");
  if (name === undefined) return { text: source, notes: [] };
  const isStarted = findStartCalls(module).length > 0 || definitionOf(module, name) === undefined;
  const text = rewriter.render({ start: 0, end: source.length });
  const start = `\nimport runpod\nrunpod.serverless.start({"handler": ${name.text}})\n`;
  return {
    text: isStarted ? text : `${text.trimEnd()}\n${start}`,
    notes: marked.map((definition) => ({
      rule: "start-misuse",
      line: module.line(definition),
      reason: "RunPod's SDK has no such decorator, so this never ran; the function is the endpoint",
    })),
  };
}
