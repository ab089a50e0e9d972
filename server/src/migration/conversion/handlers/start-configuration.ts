import type { PyNode } from "../../../python/node.js";
import { statementOf } from "../../../python/queries.js";
import type { Rewriter } from "../../../python/rewriter.js";
import { additionTo } from "../../../runpod/start-calls.js";
import type { Worker } from "../../../runpod/worker.js";
import { closeGap } from "../module/statements.js";

/**
 * Whether a statement of the module does nothing but write the configuration that `start` is given, such as
 * `config["handler"] = handler`, perhaps under a condition.
 */
export function servesConfiguration(worker: Worker, statement: PyNode): boolean {
  if (statement.type === "if_statement") {
    const blocks = [statement, ...statement.fields("alternative")];
    const parts = blocks.flatMap((part) => (part.field("consequence") ?? part.field("body"))?.namedChildren ?? []);
    return parts.length > 0 && parts.every((part) => servesConfiguration(worker, part));
  }
  const name = storedInto(statement);
  const binding = name === undefined ? undefined : worker.module.scopes.bindingOf(name);
  return (
    binding?.references.some(({ node }) =>
      worker.starts.some(({ call }) => call.contains(node) && configurationUse(node, call) !== undefined),
    ) ?? false
  );
}

/** `config` of the statement `config["key"] = value` or `config.update(…)`. */
function storedInto(statement: PyNode): PyNode | undefined {
  const inner = statement.namedChildren[0];
  const target = inner?.field("left") ?? inner?.field("function");
  const name = target?.field("value") ?? target?.field("object") ?? target;
  return name?.type === "identifier" && additionTo(name) !== undefined ? name : undefined;
}

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
        const isAssigned = role === "bind" && statement.namedChildren[0]?.type === "assignment";
        const isStored = storedInto(statement) === mention && !isDropped(mention);
        if (isAssigned || isStored) closeGap(module, rewriter, statement);
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
