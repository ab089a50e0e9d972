import { spanOf } from "../../../python/span.js";
import { indentationAt, lineStart } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { Part } from "../../../python/rewriter.js";
import { errorKnowledge, type ErrorKnowledge } from "./error-knowledge.js";
import { errorTruth } from "./error-truth.js";
import { freeLocalName } from "../module/free-local-name.js";
import type { PossibleError } from "./keys-beside-errors.js";
import type { Possibilities, PossibleErrors } from "./possible-errors.js";

/** An answer that may be an error: an error for certain, or one where the request tells. */
interface ErrorAnswer {
  readonly errors: readonly PossibleError[];
  /** The error is answered with the keys beside it; else it is all that the dictionary holds. */
  readonly isWhole: boolean;
}

export interface UnsettledAnswer extends ErrorAnswer {
  readonly kind: "unsettled";
  /** Whether the value is a dictionary for certain, so that it can be asked for a key. */
  readonly isDictionary: boolean;
}

/** What is known of a returned variable or call in which an error may be. */
export type AnsweredValue = { readonly kind: "plain" } | (ErrorAnswer & { readonly kind: "error" }) | UnsettledAnswer;

/** Tells of returned variables and calls whether they are errors, by what they may be and the conditions around them. */
export class AnsweredValues {
  constructor(
    private readonly module: PythonModule,
    private readonly possibleErrors: PossibleErrors,
    private readonly mayRefresh: boolean,
  ) {}

  /** Undefined where only looking into the value when the request runs can tell how it is to be answered. */
  of(statement: PyNode, value: PyNode): AnsweredValue | undefined {
    if (this.mayRefresh || statement.type !== "return_statement") return undefined;
    const possible = this.possibleErrors.of(this.module, value);
    const knowledge = value.type === "identifier" ? errorKnowledge(this.module, value, statement) : undefined;
    if (knowledge?.isError === false && excludes(knowledge, possible)) return { kind: "plain" };
    const { errors, isOpaque, plain } = possible;
    const [first] = errors;
    if (first?.hasOthers === undefined || isOpaque) return undefined;
    if (errors.some(({ hasOthers }) => hasOthers !== first.hasOthers)) return undefined;
    const answer = { errors, isWhole: first.hasOthers };
    if (knowledge?.isError === true && confirms(knowledge, possible)) return { kind: "error", ...answer };
    if (!areMeant(errors) || !hasOwnLine(this.module.source, statement)) return undefined;
    return { kind: "unsettled", ...answer, isDictionary: !plain.has("none") && !plain.has("unknown") };
  }
}

/** Whether a value in which no error was seen has no key either that RunPod would take out. */
function excludes({ by }: ErrorKnowledge, { errors, isOpaque }: Possibilities): boolean {
  return by === "key" || (!isOpaque && areTruthy(errors));
}

/** Whether what was seen is an error for certain. */
function confirms({ by }: ErrorKnowledge, { errors, plain }: Possibilities): boolean {
  if (by === "truth") return true;
  return areMeant(errors) && (by !== "variable" || [...plain].every((kind) => kind === "none"));
}

function areTruthy(errors: readonly PossibleError[]): boolean {
  return errors.every(({ error, statement }) => errorTruth(error, statement) === "truthy");
}

/** An error alone in a dictionary says what the author meant, even where it could be empty. */
function areMeant(errors: readonly PossibleError[]): boolean {
  return errors.every(({ error, statement, hasOthers }) => {
    const truth = errorTruth(error, statement);
    return truth === "truthy" || (truth === "unknown" && hasOthers === false);
  });
}

function hasOwnLine(source: string, statement: PyNode): boolean {
  return source.slice(lineStart(source, statement.start), statement.start).trim() === "";
}

/** `return result` asks first whether there is an error in it; a call is given a name for that. */
export function checkedReturn(
  module: PythonModule,
  statement: PyNode,
  value: PyNode,
  { isWhole, isDictionary }: UnsettledAnswer,
  status: number,
  newline: string,
): readonly Part[] {
  const indent = indentationAt(module.source, statement.start);
  const isNamed = value.type === "identifier";
  const name = isNamed ? value.text : freeLocalName(module, statement, "result");
  const span = spanOf(value);
  const question = isDictionary ? `"error" in ${name}` : `isinstance(${name}, dict) and "error" in ${name}`;
  const detail = isWhole ? name : `${name}["error"]`;
  return [
    ...(isNamed ? [] : [`${name} = `, span, newline + indent]),
    `if ${question}:${newline}${indent}${module.indent}`,
    `raise HTTPException(status_code=${String(status)}, detail=${detail})${newline}${indent}return ${name}`,
  ];
}
