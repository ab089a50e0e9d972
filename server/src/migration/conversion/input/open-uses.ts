import type { PyNode } from "../../../python/node.js";
import type { FunctionFlow } from "../../../runpod/job-flow.js";

/** Whether code behind a function may read any key of what it is given. */
export function hasOpenUses(
  all: readonly FunctionFlow[],
  definition: PyNode,
  seen: ReadonlySet<PyNode> = new Set(),
): boolean {
  if (seen.has(definition)) return false;
  const flows = all.filter((candidate) => candidate.definition === definition);
  return (
    flows.length === 0 ||
    flows.some(
      (flow) =>
        !flow.isFollowed ||
        flow.wholes.some(({ kind, node }) => kind !== "truth" && !(kind === "harmless" && isShown(node))) ||
        flow.passes.some(({ target }) => hasOpenUses(all, target, new Set([...seen, definition]))),
    )
  );
}

const SHOWING = /^(?:print|log\w*|LOG\w*|isinstance|type)\b/;

/** Whether a value is only shown: printed, logged, asked for its type. */
export function isShown(node: PyNode): boolean {
  let call = node.ancestor("call");
  if (node.ancestor("interpolation") === undefined && node.parent?.parent !== call) call = undefined;
  return call !== undefined && SHOWING.test(call.field("function")?.text ?? "");
}
