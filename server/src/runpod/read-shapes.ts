import { onlyBind, onlyValue } from "../python/bindings.js";
import { literalOf, stringValue } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import { parenthesized, unparenthesized, type PyNode } from "../python/node.js";
import { comparison } from "../python/queries.js";
import type { FieldRead } from "./job-flow.js";
import { moduleValue } from "./schema.js";

/** What a read and the choice around it come to: the whole choice, and what stands for a missing key. */
export interface ConditionalRead {
  readonly node: PyNode;
  readonly default: PyNode;
}

/** `data["x"] if "x" in data else 5` is `data.get("x", 5)`; the question in it belongs to that read. */
export function conditionalRead(read: FieldRead): ConditionalRead | undefined {
  const part = parenthesized(read.node);
  const choice = part.parent;
  const [value, condition, otherwise] = choice?.type === "conditional_expression" ? choice.namedChildren : [];
  if (choice === undefined || value === undefined || condition === undefined || otherwise === undefined)
    return undefined;
  const question = comparison(unparenthesized(condition));
  if (question === undefined || stringValue(question.left) !== read.key) return undefined;
  if (question.operator !== "in" && question.operator !== "not in") return undefined;
  const isThere = question.operator === "in";
  const given = isThere ? value : otherwise;
  if (!readsSame(given, read.key, question.right) || (part !== given && part !== condition)) return undefined;
  return { node: choice, default: isThere ? otherwise : value };
}

/** `owner["key"]` or `owner.get("key")`, whatever the second argument says. */
function readsSame(node: PyNode, key: string, owner: PyNode): boolean {
  const inner = unparenthesized(node);
  const text = inner.text.replace(/\s+/g, "");
  const [subject, quoted] = [owner.text.replace(/\s+/g, ""), `["']${escaped(key)}["']`];
  if (inner.type === "subscript") return new RegExp(`^${escaped(subject)}\\[${quoted}\\]$`).test(text);
  return inner.type === "call" && new RegExp(`^${escaped(subject)}\\.get\\(${quoted}(?:,[^()]*)?\\)$`).test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The names a variable runs through: `for name in ["a", "b"]`, or a list of the module that the loop names. */
export function keysOfVariable(module: PythonModule, variable: PyNode | undefined): readonly string[] {
  const binding = variable?.type === "identifier" ? module.scopes.bindingOf(variable) : undefined;
  const loop = onlyBind(binding)?.parent;
  if (loop?.is("for_statement", "for_in_clause") !== true) return [];
  return namesIn(module, loop.field("right"));
}

/** The texts of a list, or the keys of a dictionary, that stands there or is what a name is given once. */
export function namesIn(module: PythonModule, source: PyNode | undefined): readonly string[] {
  const literal = literalOf(source ?? undefined);
  if (literal?.kind === "dict") return literal.items.flatMap(({ key }) => (key.kind === "str" ? [key.value] : []));
  if (literal?.kind === "list" || literal?.kind === "tuple" || literal?.kind === "set")
    return literal.items.flatMap((item) => (item.kind === "str" ? [item.value] : []));
  if (source?.type !== "identifier") return [];
  const value = singleValue(module, source);
  return value === undefined || value === source ? [] : namesIn(module, value);
}

/** What a name of the function or the module is assigned, where that happens once. */
function singleValue(module: PythonModule, name: PyNode): PyNode | undefined {
  const binding = module.scopes.bindingOf(name);
  if (binding?.scope.kind === "module") return moduleValue(module, name.text);
  return onlyValue(binding);
}
