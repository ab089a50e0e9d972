import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import type { Worker } from "../../runpod/worker.js";
import type { Remark } from "../report.js";
import type { RuleName } from "../rules/names.js";

/** A worker as the quiet changes look at it, before anything of it is rewritten. */
export interface OldWorker {
  readonly worker: Worker;
  readonly module: PythonModule;
  /** The nodes that run for a job. */
  readonly jobCode: readonly PyNode[];
  /** The nodes that run when the worker is loaded. */
  readonly loadCode: readonly PyNode[];
  /** Whether it or a module of the project that it imports computes on a GPU. */
  readonly usesGpu: boolean;
  /** What the worker has become. */
  readonly newText: string;
}

/** Finds the places where the app will behave otherwise although its code reads the same. */
export type QuietChange = (old: OldWorker) => Iterable<Remark>;

/** A remark about a place in the old file. */
export function remarkAt(module: PythonModule, node: PyNode, rule: RuleName, reason: string): Remark {
  return { rule, line: module.line(node), reason };
}

/** The calls among nodes, with the canonical name of what they call. */
export function* namedCalls(
  module: PythonModule,
  nodes: readonly PyNode[],
): Generator<{ readonly call: PyNode; readonly name: string }> {
  for (const call of nodes) {
    const callee = call.type === "call" ? call.field("function") : undefined;
    if (callee !== undefined) yield { call, name: module.names.of(callee) ?? callee.text };
  }
}
