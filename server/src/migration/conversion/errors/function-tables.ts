import { onlyValue } from "../../../python/bindings.js";
import { definitionOf } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { dictionaryEntries, methodCall, positionalArguments } from "../../../python/queries.js";

/**
 * The functions, definitions of the file and lambdas, that `ACTIONS[name](…)` may call, or a variable that holds `ACTIONS.get(name)`: those of the one
 * dictionary that the table is. Undefined where the table may hold others.
 */
export function functionsOfTable(module: PythonModule, callee: PyNode): readonly PyNode[] | undefined {
  const node = unparenthesized(callee);
  if (node.type === "identifier") {
    const value = onlyValue(module.scopes.bindingOf(node));
    return value === undefined || value.type === "identifier" ? undefined : functionsOfTable(module, value);
  }
  const { table, fallback } = lookUp(node);
  const entries = table?.type === "identifier" ? entriesOf(module, table) : undefined;
  if (entries === undefined) return undefined;
  const values = fallback === undefined || fallback.type === "none" ? entries : [...entries, fallback];
  const functions = values.map((value) => functionAt(module, value));
  return functions.every((found) => found !== undefined) ? functions : undefined;
}

interface LookUp {
  readonly table: PyNode | undefined;
  readonly fallback: PyNode | undefined;
}

function lookUp(node: PyNode): LookUp {
  if (node.type === "subscript") return { table: node.field("value"), fallback: undefined };
  const method = methodCall(node);
  if (method?.name !== "get") return { table: undefined, fallback: undefined };
  return { table: method.receiver, fallback: positionalArguments(node)[1] };
}

/** The values of a dictionary that nothing adds to. */
function entriesOf(module: PythonModule, table: PyNode): readonly PyNode[] | undefined {
  const binding = module.scopes.bindingOf(table);
  const value = onlyValue(binding);
  const entries = value?.type === "dictionary" ? dictionaryEntries(value) : undefined;
  const isRead = binding?.references.every(({ node, role }) => role === "bind" || isMereRead(node)) === true;
  return entries === undefined || !isRead ? undefined : [...entries.values()];
}

/** What takes something out of a table, lists it or asks what is in it, and does not hand it on. */
function isMereRead(mention: PyNode): boolean {
  const parent = mention.parent;
  if (parent?.type === "subscript" && mention.fieldName === "value") return parent.fieldName !== "left";
  if (parent?.type === "comparison_operator") return true;
  const call = parent?.type === "argument_list" ? parent.parent : undefined;
  if (call !== undefined) return LISTING.has(call.field("function")?.text ?? "");
  const method = parent?.parent === undefined ? undefined : methodCall(parent.parent);
  return method?.receiver === mention && READING.has(method.name);
}

const LISTING: ReadonlySet<string> = new Set(["list", "sorted", "tuple", "set", "len", "print"]);
const READING: ReadonlySet<string> = new Set(["get", "keys", "items", "values"]);

function functionAt(module: PythonModule, value: PyNode): PyNode | undefined {
  if (value.type === "lambda") return value;
  const definition = value.type === "identifier" ? definitionOf(module, value) : undefined;
  return definition?.type === "function_definition" ? definition : undefined;
}
