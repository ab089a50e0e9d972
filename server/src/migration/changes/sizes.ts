import type { PyNode } from "../../python/node.js";
import type { PythonModule } from "../../python/module.js";
import { methodCall } from "../../python/queries.js";
import { namedCalls, remarkAt, type QuietChange } from "./quiet-change.js";

const ENCODERS: ReadonlySet<string> = new Set(["base64.b64encode", "base64.encodebytes", "base64.standard_b64encode"]);

/** An answer that holds a file as text. */
export const sizes: QuietChange = function* ({ module, jobCode }) {
  for (const { call, name } of namedCalls(module, jobCode)) {
    if (!ENCODERS.has(name) || !isAnswered(module, call)) continue;
    yield remarkAt(
      module,
      call,
      "quiet-change",
      "This file travels inside the answer as base64 text. RunPod refused results above 10 MB (`/run`) or 20 MB (`/runsync`); fal has limits of its own, and `Image` or `File` of `fal.toolkit` answer a URL instead.",
    );
    return;
  }
};

/** What a value may stand in and still be the same text. */
const HOLDERS: ReadonlySet<string> = new Set([
  "parenthesized_expression",
  "attribute",
  "binary_operator",
  "conditional_expression",
  "interpolation",
  "string",
  "pair",
  "dictionary",
  "list",
  "tuple",
  "expression_list",
]);

/** Whether a value is returned or yielded: at once, in a container, or through a name. */
function isAnswered(module: PythonModule, value: PyNode, depth = 0): boolean {
  const holder = holderOf(value);
  const parent = holder.parent;
  if (parent?.is("return_statement", "yield") === true) return true;
  const target = parent?.type === "assignment" ? parent.field("left") : appendedTo(holder);
  const name = target?.type === "subscript" ? target.field("value") : target;
  if (name?.type !== "identifier" || depth > 3) return false;
  const references = module.scopes.bindingOf(name)?.references ?? [];
  return references.some(({ node, role }) => role !== "bind" && node !== name && isAnswered(module, node, depth + 1));
}

function holderOf(value: PyNode): PyNode {
  let node = value;
  for (let parent = node.parent; parent !== undefined; parent = node.parent) {
    const isDecoded = parent.type === "call" && node.fieldName === "function" && node.type === "attribute";
    const isText = parent.type === "argument_list" && parent.parent?.field("function")?.text === "str";
    if (!HOLDERS.has(parent.type) && !isDecoded && !isText) return node;
    node = isText ? (parent.parent ?? parent) : parent;
  }
  return node;
}

/** `results` for an argument of `results.append(…)`. */
function appendedTo(argument: PyNode): PyNode | undefined {
  const call = argument.parent?.type === "argument_list" ? argument.parent.parent : undefined;
  const method = call === undefined ? undefined : methodCall(call);
  return method?.name === "append" ? method.receiver : undefined;
}
