import type { PythonModule } from "../python/module.js";
import type { PyNode } from "../python/node.js";
import {
  assignedName,
  comparison,
  keywordArgument,
  methodCall,
  positionalArguments,
  subscriptKey,
  terminates,
} from "../python/queries.js";
import type { Binding } from "../python/scope-table.js";
import { stringValue } from "../python/literals.js";
import { VALIDATE_NAMES, VALIDATE_OF_2023 } from "./names.js";

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
  /** `errors = checked.get("errors")` in front of `if errors: …`. */
  readonly errors: PyNode | undefined;
  /** The validator of 2023 returned the list of errors, and filled the defaults into the input itself. */
  readonly isList: boolean;
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
    const name = callee === undefined ? undefined : module.names.of(callee);
    if (name === undefined || !VALIDATE_NAMES.has(name)) continue;
    const { input, schema } = validateArguments(call);
    if (input === undefined || schema === undefined || !isInput(input)) continue;
    const result = resultOf(module, call);
    const isList = returnsList(name, result);
    const guarded = result === undefined ? undefined : isList ? guardBy(result) : guardOf(module, result);
    found.push({ call, input, schema, result, guard: guarded?.guard, errors: guarded?.errors, isList });
  }
  return found;
}

/** What `validate(raw_input, schema)` is given, by place or by name. */
export function validateArguments(call: PyNode): {
  readonly input: PyNode | undefined;
  readonly schema: PyNode | undefined;
} {
  const [input, schema] = positionalArguments(call);
  return { input: input ?? keywordArgument(call, "raw_input"), schema: schema ?? keywordArgument(call, "schema") };
}

/** Whether a result is the list that the validator of 2023 returned: nothing asks it for a key. */
export function returnsList(name: string, result: Binding | undefined): boolean {
  if (name !== VALIDATE_OF_2023 || result === undefined) return false;
  return result.references.every(({ node }) => {
    const outer = node.parent;
    const isRead = outer?.type === "subscript" || outer?.type === "attribute";
    return !isRead && comparison(outer ?? node)?.right !== node;
  });
}

export function resultOf(module: PythonModule, call: PyNode): Binding | undefined {
  const holder = call.parent;
  const isAssigned = holder?.type === "assignment" || holder?.type === "named_expression";
  const name = isAssigned ? (holder.field("left") ?? holder.field("name")) : undefined;
  return name?.type === "identifier" ? module.scopes.bindingOf(name) : undefined;
}

interface Guarded {
  readonly guard: PyNode;
  readonly errors: PyNode | undefined;
}

function guardOf(module: PythonModule, result: Binding): Guarded | undefined {
  for (const { node } of result.references) {
    const statement = node.ancestor("if_statement");
    const condition = statement?.field("condition");
    if (statement === undefined || condition?.contains(node) !== true) continue;
    if (asksForErrors(condition) && isGuard(statement)) return { guard: statement, errors: undefined };
  }
  return guardByVariable(module, result);
}

/** `errors = checked.get("errors")` and then `if errors: …`. */
function guardByVariable(module: PythonModule, result: Binding): Guarded | undefined {
  for (const { node } of result.references) {
    const assignment = node.ancestor("assignment");
    const name = assignment === undefined ? undefined : assignedName(assignment);
    const errors = name === undefined ? undefined : module.scopes.bindingOf(name);
    const value = assignment?.field("right");
    if (errors === undefined || errors === result || value === undefined || !asksForErrors(value)) continue;
    const guarded = guardBy(errors);
    const statement = assignment?.parent;
    const isOnlyFor = errors.references.every(
      (mention) => mention.node === name || guarded?.guard.contains(mention.node) === true,
    );
    if (guarded !== undefined && isOnlyFor) return { ...guarded, errors: statement };
  }
  return undefined;
}

/** `if errors: …`, where it leaves the function. */
function guardBy(errors: Binding): Guarded | undefined {
  for (const { node } of errors.references) {
    const statement = node.ancestor("if_statement");
    const condition = statement?.field("condition");
    const compared = condition === undefined ? undefined : comparison(condition);
    const isAsked = condition === node || (compared?.left === node && compared.operator === "is not");
    if (statement !== undefined && isAsked && isGuard(statement)) return { guard: statement, errors: undefined };
  }
  return undefined;
}

function isGuard(statement: PyNode): boolean {
  return statement.fields("alternative").length === 0 && terminates(statement.field("consequence"));
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
