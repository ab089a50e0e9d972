import { parametersOf } from "../../../python/functions.js";
import type { PyNode } from "../../../python/node.js";
import { ownNodes } from "../../../python/queries.js";
import type { Reference } from "../../../python/scope-table.js";

/** Whether `self.name` may stand where the name is bound. */
export function isAttributeTarget({ node }: Reference): boolean {
  let current = node;
  for (let parent = node.parent; parent !== undefined; current = parent, parent = parent.parent) {
    if (parent.is("assignment", "augmented_assignment", "for_statement")) return current.fieldName === "left";
    if (parent.type === "as_pattern_target") return parent.ancestor("except_clause", "with_item")?.type === "with_item";
    if (
      !parent.is(
        "pattern_list",
        "tuple_pattern",
        "list_pattern",
        "list_splat_pattern",
        "expression_list",
        "parenthesized_expression",
      )
    )
      return false;
  }
  return false;
}

/** Whether code inside a statement that moves to `setup()` belongs to a method of something else. */
export function isUnderOtherSelf(node: PyNode, statement: PyNode): boolean {
  for (let outer = node.parent; outer !== undefined && statement.contains(outer); outer = outer.parent) {
    if (outer.is("function_definition", "lambda") && parametersOf(outer).some(({ name }) => name === "self"))
      return true;
  }
  return false;
}

export function mentionsSelf(definition: PyNode): boolean {
  for (const node of ownNodes(definition)) if (node.type === "identifier" && node.text === "self") return true;
  return false;
}
