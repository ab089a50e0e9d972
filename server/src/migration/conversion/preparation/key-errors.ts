import { isStored } from "../../../python/changes.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { ExceptionTypes } from "../errors/exception-lineage.js";
import { raised } from "../errors/exceptions.js";
import { subscriptKey } from "../../../python/queries.js";
import type { FunctionFlow } from "../../../runpod/job-flow.js";
import { isPresentAt } from "../../../runpod/presence.js";

/** Builtins and methods that never raise `KeyError`, whatever they are given. */
const SAFE_CALLS = new Set(
  "int float str bool len round min max abs sum print list tuple isinstance enumerate range zip sorted repr".split(" "),
);
const SAFE_METHODS = new Set(
  "get strip lstrip rstrip lower upper title split splitlines startswith endswith replace join append extend items keys values info debug warning error".split(
    " ",
  ),
);

/** Whether anything in a block may raise `KeyError`, but for reads of the input whose key was asked for before. */
export function mayMissKey(module: PythonModule, block: PyNode, flow: FunctionFlow): boolean {
  const present = new Set(flow.reads.filter((read) => isPresentAt(read)).map(({ node }) => node));
  return [...block.walk()].some((node) => {
    if (node.type === "subscript")
      return !isStored(node) && !isSlice(node) && !present.has(node) && !takesInput(node, flow);
    if (node.type === "raise_statement") return !isOtherError(module, node);
    if (node.type === "call") return !isSafe(module, node) && !present.has(node) && !isRaised(node);
    return node.is("await", "delete_statement", "with_statement");
  });
}

/** `raise ValueError(…)`: an exception that no clause for missing keys catches. */
function isOtherError(module: PythonModule, statement: PyNode): boolean {
  const type = raised(statement)?.type;
  if (type === undefined) return false;
  const lineage = new ExceptionTypes([module]).lineageOf(type);
  return !lineage.some((name) => /^(?:Key|Lookup)Error$/.test(name));
}

/** The call that makes the exception of a `raise`. */
function isRaised(call: PyNode): boolean {
  return call.parent?.type === "raise_statement";
}

function isSlice(node: PyNode): boolean {
  return node.field("subscript")?.type === "slice";
}

/** `job["input"]`, which every job has. */
function takesInput(node: PyNode, { parameter, role }: FunctionFlow): boolean {
  return role === "job" && subscriptKey(node) === "input" && node.field("value")?.text === parameter.name;
}

/** Whether a call raises no `KeyError`, whatever it is given. */
export function isSafe(module: PythonModule, call: PyNode): boolean {
  const callee = call.field("function");
  if (callee?.type === "identifier")
    return SAFE_CALLS.has(callee.text) && module.scopes.bindingOf(callee) === undefined;
  return callee?.type === "attribute" && SAFE_METHODS.has(callee.field("attribute")?.text ?? "");
}
