import { onlyBind } from "../../../python/bindings.js";
import { definitionOf } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { isGenerator, returnsIn, unawaited } from "../../../python/queries.js";
import { mayFallThrough } from "../answers/answering-functions.js";
import { errorTruth } from "./error-truth.js";

/**
 * `valid, message = check(data)`, and below `if not valid: return {"error": message}`: whether the function gives a
 * message beside every flag that leads there.
 */
export function comesWithFlag(module: PythonModule, error: PyNode, statement: PyNode): boolean {
  const bind = error.type === "identifier" ? onlyBind(module.scopes.bindingOf(error)) : undefined;
  const pair = bind?.parent;
  const call = pair?.type === "pattern_list" && pair.parent?.type === "assignment" ? callAt(pair.parent) : undefined;
  const definition = call === undefined ? undefined : definitionOf(module, call);
  if (bind === undefined || pair === undefined || definition?.type !== "function_definition") return false;
  const answers = pairsOf(definition, pair.namedChildren.length);
  if (answers === undefined) return false;
  return flagsAround(statement).some(({ flag, isTrue }) => {
    const flagBind = flag.type === "identifier" ? onlyBind(module.scopes.bindingOf(flag)) : undefined;
    if (flagBind?.parent !== pair) return false;
    const [flagAt, errorAt] = [pair.namedChildren.indexOf(flagBind), pair.namedChildren.indexOf(bind)];
    return answers.every(({ values, answer }) => {
      const isElsewhere = values[flagAt]?.type === (isTrue ? "false" : "true");
      const message = values[errorAt];
      return isElsewhere || (message !== undefined && errorTruth(message, answer) === "truthy");
    });
  });
}

function callAt(assignment: PyNode): PyNode | undefined {
  const value = assignment.field("right");
  const call = unawaited(value);
  return call?.type === "call" ? call.field("function") : undefined;
}

interface PairAnswer {
  readonly answer: PyNode;
  readonly values: readonly PyNode[];
}

/** What a function returns, where that is always a tuple of one length. */
function pairsOf(definition: PyNode, length: number): readonly PairAnswer[] | undefined {
  const body = definition.field("body");
  if (body === undefined || isGenerator(definition) || mayFallThrough(definition)) return undefined;
  const returns = returnsIn(definition);
  const answers = returns.map((answer) => {
    const value = answer.namedChildren[0];
    const tuple = value === undefined ? undefined : unparenthesized(value);
    return { answer, values: tuple?.is("expression_list", "tuple") === true ? tuple.namedChildren : [] };
  });
  return answers.every(({ values }) => values.length === length) ? answers : undefined;
}

/** The names that are asked for where a statement stands: `if not valid:`. */
function flagsAround(statement: PyNode): readonly { readonly flag: PyNode; readonly isTrue: boolean }[] {
  const flags: { flag: PyNode; isTrue: boolean }[] = [];
  let child = statement;
  for (let outer = statement.parent; outer !== undefined; child = outer, outer = outer.parent) {
    if (outer.is("function_definition", "lambda")) break;
    const isThen = outer.is("if_statement", "elif_clause") && child.fieldName === "consequence";
    const condition = isThen ? outer.field("condition") : undefined;
    if (condition === undefined) continue;
    const asked = unparenthesized(condition);
    const negated = asked.type === "not_operator" ? asked.field("argument") : undefined;
    flags.push({ flag: negated ?? asked, isTrue: negated === undefined });
  }
  return flags;
}
