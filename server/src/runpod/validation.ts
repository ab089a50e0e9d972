import type { PythonModule } from "../python/module.js";
import type { PyNode } from "../python/node.js";
import { comparison, methodCall, positionalArguments, subscriptKey, terminates } from "../python/queries.js";
import type { Binding } from "../python/scopes.js";
import { stringValue } from "../python/literals.js";
import { VALIDATE_NAMES } from "./names.js";

/** One call of `rp_validator.validate`, and what becomes of its result. */
export interface Validation {
  readonly call: PyNode;
  /** The input that is checked. */
  readonly input: PyNode;
  readonly schema: PyNode;
  /** The variable that holds the result; undefined where it is not kept in one. */
  readonly result: Binding | undefined;
  /** `if "errors" in checked: …`, where it leaves the function. */
  readonly guard: PyNode | undefined;
}

/** The validations inside a function whose checked value satisfies `isInput`. */
export function findValidations(
  module: PythonModule,
  definition: PyNode,
  isInput: (node: PyNode) => boolean,
): readonly Validation[] {
  const found: Validation[] = [];
  for (const call of definition.walk()) {
    const callee = call.type === "call" ? call.field("function") : undefined;
    if (callee === undefined || !VALIDATE_NAMES.has(module.names.of(callee) ?? "")) continue;
    const [input, schema] = positionalArguments(call);
    if (input === undefined || schema === undefined || !isInput(input)) continue;
    const result = resultOf(module, call);
    found.push({ call, input, schema, result, guard: result === undefined ? undefined : guardOf(result) });
  }
  return found;
}

function resultOf(module: PythonModule, call: PyNode): Binding | undefined {
  const holder = call.parent;
  const isAssigned = holder?.type === "assignment" || holder?.type === "named_expression";
  const name = isAssigned ? (holder.field("left") ?? holder.field("name")) : undefined;
  return name?.type === "identifier" ? module.scopes.bindingOf(name) : undefined;
}

function guardOf(result: Binding): PyNode | undefined {
  for (const { node } of result.references) {
    const statement = node.ancestor("if_statement");
    const condition = statement?.field("condition");
    if (statement === undefined || condition?.contains(node) !== true) continue;
    const isPlain = asksForErrors(condition) && statement.fields("alternative").length === 0;
    if (isPlain && terminates(statement.field("consequence"))) return statement;
  }
  return undefined;
}

/** `"errors" in checked`, `checked.get("errors")`, `checked["errors"]`, each perhaps compared with None. */
function asksForErrors(condition: PyNode): boolean {
  for (const node of condition.walk()) {
    const compared = comparison(node);
    if (compared?.operator === "in" && stringValue(compared.left) === "errors") return true;
    if (subscriptKey(node) === "errors") return true;
    if (methodCall(node)?.name === "get" && stringValue(positionalArguments(node)[0]) === "errors") return true;
  }
  return false;
}
