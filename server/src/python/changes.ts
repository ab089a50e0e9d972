import type { PyNode } from "./node.js";

/** Methods of lists, dictionaries, sets and queues that change them. */
export const CHANGING_METHODS: ReadonlySet<string> = new Set(
  "append appendleft add clear discard extend insert pop popitem popleft remove reverse setdefault sort update".split(
    " ",
  ),
);

/** Whether a subscript is assigned to or deleted rather than read. */
export function isStored(subscript: PyNode): boolean {
  const parent = subscript.parent;
  if (parent === undefined) return false;
  if (parent.is("assignment", "augmented_assignment")) return subscript.fieldName === "left";
  if (parent.is("pattern_list", "tuple_pattern")) return true;
  return (
    parent.type === "delete_statement" ||
    (parent.type === "expression_list" && parent.parent?.type === "delete_statement")
  );
}
