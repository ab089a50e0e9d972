import type { PyNode } from "../../python/node.js";
import { statementOf } from "../../python/queries.js";
import type { Rewriter } from "../../python/rewriter.js";
import type { Worker } from "../../runpod/worker.js";
import { closeGap } from "./statements.js";

/** Takes out the variables that hold the configuration given to `start`, or a part of it that is spread into it. */
export function dropConfigurations(
  { module, starts }: Worker,
  rewriter: Rewriter,
  isDropped: (node: PyNode) => boolean,
): void {
  for (const { call } of starts) {
    for (const node of call.walk()) {
      const binding = node.type === "identifier" ? module.scopes.bindingOf(node) : undefined;
      const use = configurationUse(node, call);
      if (binding === undefined || use === undefined) continue;
      const isOnlyForStart = binding.references.every(
        ({ node: mention, role }) => role === "bind" || isDropped(mention),
      );
      if (use === "part" && !isOnlyForStart) continue;
      for (const { node: mention, role } of binding.references) {
        const statement = statementOf(mention);
        if (role === "bind" && statement.namedChildren[0]?.type === "assignment") closeGap(module, rewriter, statement);
      }
    }
  }
}

/** What a name in a call of `start` stands for: the configuration, a part that is spread into it, or neither. */
function configurationUse(name: PyNode, call: PyNode): "whole" | "part" | undefined {
  const parent = name.parent;
  if (parent?.type === "dictionary_splat") return parent.ancestor("lambda", "call") === call ? "part" : undefined;
  return parent?.type === "argument_list" && parent.parent === call ? "whole" : undefined;
}
