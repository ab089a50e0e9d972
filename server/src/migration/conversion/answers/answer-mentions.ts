import { stringValue } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { methodCall } from "../../../python/queries.js";
import type { ResolveDefinition } from "../../../runpod/handed-on.js";

/** Whether a module mentions a function beside its definition, its imports and the calls that are given. */
export function mentionsAnswer(
  module: PythonModule,
  name: string,
  definition: PyNode,
  callees: ReadonlySet<PyNode | undefined>,
  resolve: ResolveDefinition,
): boolean {
  if (!module.source.includes(name)) return false;
  for (const node of module.root.walk()) {
    if (node.type !== "identifier" || node.text !== name) continue;
    const isMember = node.parent?.type === "attribute" && node.fieldName === "attribute";
    const mention = isMember && node.parent !== undefined ? node.parent : node;
    if (callees.has(mention) || node.ancestor("import_from_statement", "import_statement") !== undefined) continue;
    if (!isMember && module.scopes.roleOf(node) === "bind") continue;
    if (resolve(module, mention)?.definition === definition) return true;
  }
  return false;
}

/** Whether a mention of a variable stands in a value that a function returns or yields. */
export function isPutIntoAnswer(mention: PyNode): boolean {
  let outer = mention.parent;
  while (outer?.is(...CARRYING) === true) outer = outer.parent;
  return outer?.is("return_statement", "yield") === true;
}

const CARRYING = [
  ...["parenthesized_expression", "await", "conditional_expression", "boolean_operator"],
  ...["pair", "dictionary", "dictionary_splat", "list", "list_splat", "tuple", "expression_list"],
];

const FILLING = new Set(["update", "append", "extend"]);

/** Whether a mention of a variable fills it, or asks of it what no part's form can change. */
export function isOnlyFilled(mention: PyNode): boolean {
  const parent = mention.parent;
  return parent !== undefined && (ASKING[parent.type]?.(mention, parent) ?? false);
}

type Question = (mention: PyNode, parent: PyNode) => boolean;

const asCondition: Question = (mention) => mention.fieldName === "condition";

const ASKING: Readonly<Record<string, Question | undefined>> = {
  comparison_operator: () => true,
  not_operator: () => true,
  if_statement: asCondition,
  elif_clause: asCondition,
  subscript: (mention, parent) =>
    mention.fieldName === "value" &&
    (parent.fieldName === "left" || stringValue(parent.field("subscript")) === "error"),
  attribute: (_, { parent }) => {
    const method = parent === undefined ? undefined : methodCall(parent);
    return (
      method !== undefined && (FILLING.has(method.name) || /^\.get\(["']error["']/.test(askedText(method, parent)))
    );
  },
  argument_list: (_, { parent }) => /^(?:print|len|isinstance)$/.test(parent?.field("function")?.text ?? ""),
};

/** What stands behind the variable whose method is called. */
function askedText({ receiver }: { readonly receiver: PyNode }, call: PyNode | undefined): string {
  return call?.text.slice(receiver.text.length) ?? "";
}
