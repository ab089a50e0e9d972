import type { PyNode } from "./node.js";
import { assignedName } from "./queries.js";
import type { Binding } from "./scope-table.js";

/** The places where a name gets a value, in order of the text. */
export function bindsOf(binding: Binding | undefined): readonly PyNode[] {
  return (binding?.references ?? []).flatMap(({ node, role }) => (role === "bind" ? [node] : []));
}

/** The place where a name gets its value, where there is one alone. */
export function onlyBind(binding: Binding | undefined): PyNode | undefined {
  const [bind, ...others] = bindsOf(binding);
  return others.length === 0 ? bind : undefined;
}

/** What a plain `name = value` at this place gives the name; undefined for unpacking, loops, imports and the like. */
export function assignedAt(bind: PyNode | undefined): PyNode | undefined {
  const assignment = bind?.parent;
  return assignment?.type === "assignment" && assignedName(assignment) === bind ? assignment.field("right") : undefined;
}

/** What a name is given where it is bound, also by `:=` or as one of `a, b = x, y`; undefined for loops and the like. */
export function givenAt(bind: PyNode): PyNode | undefined {
  const holder = bind.parent;
  if (holder?.type === "named_expression" && bind.fieldName === "name") return holder.field("value");
  if (holder?.type === "assignment" && bind.fieldName === "left") return holder.field("right");
  const assignment = holder?.parent;
  if (holder?.is("pattern_list", "tuple_pattern") !== true || assignment?.type !== "assignment") return undefined;
  const right = assignment.field("right");
  const values = right?.is("expression_list", "tuple") === true ? right.namedChildren : [];
  return values.length === holder.namedChildren.length ? values[holder.namedChildren.indexOf(bind)] : undefined;
}

/** All that a name is assigned; undefined where it may get its value in another way. */
export function assignedValues(binding: Binding | undefined): readonly PyNode[] | undefined {
  const values = bindsOf(binding).map(assignedAt);
  return values.every((value) => value !== undefined) && values.length > 0 ? values : undefined;
}

/** What a name is assigned, where nothing else gives it a value. */
export function onlyValue(binding: Binding | undefined): PyNode | undefined {
  return assignedAt(onlyBind(binding));
}
