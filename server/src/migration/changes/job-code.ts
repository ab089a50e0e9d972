import { definitionOf } from "../../python/functions.js";
import { ownNodes } from "../../python/queries.js";
import type { PyNode } from "../../python/node.js";
import type { Worker } from "../../runpod/worker.js";

/** What runs in a worker's file for a job: every node of the functions and classes that its handlers mention, in turn. */
export function jobCode(worker: Worker): readonly PyNode[] {
  const seen = new Set<PyNode>();
  const queue = worker.handlers.flatMap(({ definition, expression }) => definition ?? expression);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const node of next.walk()) {
      const target = node.type === "identifier" ? definitionOf(worker.module, node) : undefined;
      if (target !== undefined) queue.push(target);
    }
  }
  return [...seen].flatMap((root) => [...root.walk()]);
}

/** What runs in a worker's file when it is loaded. */
export function loadCode(worker: Worker): readonly PyNode[] {
  return [...ownNodes(worker.module.root)];
}
