import type { PyNode } from "./node.js";
import { assignedName } from "./queries.js";
import type { Binding } from "./scopes.js";

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

/** All that a name is assigned; undefined where it may get its value in another way. */
export function assignedValues(binding: Binding | undefined): readonly PyNode[] | undefined {
  const values = bindsOf(binding).map(assignedAt);
  return values.every((value) => value !== undefined) && values.length > 0 ? values : undefined;
}

/** What a name is assigned, where nothing else gives it a value. */
export function onlyValue(binding: Binding | undefined): PyNode | undefined {
  return assignedAt(onlyBind(binding));
}
