import { spanOf } from "../../../python/span.js";
import { unawaited } from "../../../python/queries.js";
import { definitionOf } from "../../../python/functions.js";
import { stringValue } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { lineStart, indentationAt } from "../../../python/lines.js";
import type { Part, Rewriter } from "../../../python/rewriter.js";
import type { FunctionFlow } from "../../../runpod/job-flow.js";
import type { Model } from "../../../fal/model.js";
import type { Bridge, Remark } from "../../report.js";
import { answerName, responseName } from "./answer-name.js";
import { AnsweredValues, checkedReturn, type UnsettledAnswer } from "../errors/answered-values.js";
import { answeringFunctions, mayFallThrough } from "./answering-functions.js";
import {
  CONSUMED,
  literalAnswer,
  removePairs,
  returnsOf,
  withoutConsumed,
  type Return,
  type Shape,
} from "./answer-shapes.js";
import type { CodeIndex } from "../code-index.js";
import { display } from "../module/display.js";
import { errorTruth, isRepeatable, type ErrorTruth } from "../errors/error-truth.js";
import { HttpErrors } from "../errors/http-errors.js";
import { InputDerived } from "../input/input-derived.js";
import { constructOutput, typedOutput } from "./output-model.js";
import { comesWithFlag } from "../errors/paired-errors.js";
import type { PossibleError } from "../errors/keys-beside-errors.js";
import { PossibleErrors } from "../errors/possible-errors.js";
import { RunnerRefreshes, type ConfiguredRefresh } from "./runner-refreshes.js";
import { ValueTypes } from "./value-types.js";

export interface AnswerContext {
  readonly module: PythonModule;
  readonly rewriter: Rewriter;
  readonly handler: PyNode;
  readonly flows: readonly FunctionFlow[];
  /** The types of what reads of the input give. */
  readonly reads: ReadonlyMap<PyNode, string>;
  readonly index: CodeIndex;
  readonly outputName: string;
  readonly newline: string;
  /** Whether the worker's code asks for a new worker anywhere. */
  readonly mayRefresh: boolean;
  /** Behind which answers the runner is replaced anyway. */
  readonly refresh: ConfiguredRefresh;
  /** Statements that are gone already: the validator's guard. */
  readonly removed: readonly PyNode[];
}

export interface AnswerPlan {
  readonly output: Model | undefined;
  readonly annotation: string;
  /** Whether some answer goes through `answer()`, which looks for errors when the request runs. */
  readonly usesAnswer: boolean;
  /** Whether the runner is replaced behind some answers, by a header of the response. */
  readonly usesResponse: boolean;
  readonly imports: readonly string[];
  readonly bridges: readonly Bridge[];
  readonly notes: readonly Remark[];
  /** `raise` statements that have become HTTP errors. */
  readonly raised: ReadonlySet<PyNode>;
}

/** Turns what a plain handler returns and raises into answers and HTTP errors. */
export function rewriteAnswers(context: AnswerContext): AnswerPlan {
  return new AnswerRewriter(context).rewrite();
}

class AnswerRewriter {
  private readonly derived: InputDerived;
  private readonly errors: HttpErrors;
  private readonly refreshes: RunnerRefreshes;
  private readonly possibleErrors: PossibleErrors;
  private readonly values: AnsweredValues;
  private readonly types: ValueTypes;
  private readonly answering: ReadonlySet<PyNode>;
  private readonly bridges: Bridge[] = [];
  private readonly notes: Remark[] = [];

  constructor(private readonly context: AnswerContext) {
    this.derived = new InputDerived(context.module, context.flows);
    this.errors = new HttpErrors({ ...context, derived: this.derived });
    this.refreshes = new RunnerRefreshes(context);
    this.possibleErrors = new PossibleErrors(context.index, this.refreshes.settled);
    this.values = new AnsweredValues(context.module, this.possibleErrors, context.mayRefresh);
    this.types = new ValueTypes(context.module, context.reads);
    this.answering = answeringFunctions(
      context.module,
      context.handler,
      (definition) => !this.needsResponse(definition),
    );
  }

  rewrite(): AnswerPlan {
    const successes: Return[] = [];
    for (const definition of this.answering) {
      for (const found of returnsOf(definition, this.context.removed)) {
        if (!this.rewriteError(found)) successes.push(found);
      }
      this.errors.rewriteRaises(definition);
    }
    const fallsThrough = [...this.answering].some((definition) => mayFallThrough(definition));
    this.refreshes.settleStored(this.possibleErrors);
    const output = fallsThrough ? undefined : this.outputOf(successes);
    for (const success of successes) this.rewriteSuccess(success, output !== undefined);
    this.errors.letThroughCallers();
    return {
      output,
      annotation: output?.name ?? this.looseAnnotation(successes, fallsThrough),
      usesAnswer: this.bridges.length > 0,
      usesResponse: this.refreshes.isUsed,
      imports: [...this.errors.imports],
      bridges: this.bridges,
      notes: [...this.notes, ...this.refreshes.notes],
      raised: this.errors.raised,
    };
  }

  /** The header that replaces the runner is set on the handler's own response: its helpers hand their results back. */
  private needsResponse(definition: PyNode): boolean {
    if (!this.context.mayRefresh) return false;
    return returnsOf(definition, this.context.removed).some(({ statement, value }) => {
      const error = literalAnswer(value)?.get("error");
      if (error !== undefined && this.truthOf(error, statement) === "truthy") return false;
      return value !== undefined && this.possibleErrors.in(this.context.module, value);
    });
  }

  private truthOf(error: PyNode, statement: PyNode): ErrorTruth {
    const truth = errorTruth(error, statement);
    return truth === "unknown" && comesWithFlag(this.context.module, error, statement) ? "truthy" : truth;
  }

  /** `return {"error": …}` becomes an HTTP error; false where the return is no plain error. */
  private rewriteError({ statement, value }: Return): boolean {
    if (value?.type === "identifier") return this.rewriteVariableError(statement, value);
    const entries = literalAnswer(value);
    const error = entries?.get("error");
    if (value === undefined || entries === undefined || error === undefined || statement === value) return false;
    const others = withoutConsumed(entries).size;
    const truth = this.truthOf(error, statement);
    // An error alone in a dictionary says what the author meant, even where it could be empty.
    if (truth === "falsy" || (truth === "unknown" && others > 0)) return false;
    const refresh = entries.get("refresh_worker");
    if (refresh !== undefined && !this.isRefreshKnown(refresh)) return false;
    const isReplaced = refresh?.type === "true" && this.context.refresh === "never";
    const status = isReplaced ? 503 : this.derived.isGuarded(statement) ? 422 : 500;
    if (refresh !== undefined) removePairs(this.context.rewriter, value, new Set(["refresh_worker"]));
    this.errors.answer(statement, status, others === 0 ? error : value);
    if (isReplaced) {
      const reason = "503: fal replaces the runner and tries the request again, up to ten times";
      this.notes.push({ rule: "refresh-worker", line: this.context.module.line(statement), reason });
    }
    return true;
  }

  /** `if "error" in result: return result` becomes an HTTP error where all that `result` may be is known. */
  private rewriteVariableError(statement: PyNode, value: PyNode): boolean {
    const answer = this.values.of(statement, value);
    if (answer?.kind !== "error") return false;
    this.errors.answer(statement, this.statusOf(value, answer.errors), value, answer.isWhole ? "" : '["error"]');
    return true;
  }

  /** The caller's mistake where the input alone makes the error, and nothing was caught that only happened. */
  private statusOf(value: PyNode, errors: readonly PossibleError[]): number {
    const isCaught = errors.some(({ statement }) => statement.ancestor("except_clause") !== undefined);
    return !isCaught && this.derived.isOfInputAlone(value) ? 422 : 500;
  }

  /** Whether it is certain without running it that an error asks for a new worker, or asks in vain. */
  private isRefreshKnown(refresh: PyNode): boolean {
    if (this.context.refresh === "always") return true;
    return refresh.type === "false" || (refresh.type === "true" && this.context.refresh === "never");
  }

  private rewriteSuccess(success: Return, isTyped: boolean): void {
    const { statement, value } = success;
    if (value === undefined || this.isDelegated(value)) return;
    const shape = this.shapeOf(success);
    if (shape?.error !== undefined) {
      this.splitError(success, shape.error, isTyped);
    } else if (shape !== undefined) {
      this.takeOutConsumed(statement, value);
      if (isTyped) constructOutput(this.context, value);
    } else if (this.possibleErrors.in(this.context.module, value)) {
      const known = this.values.of(statement, value);
      if (known?.kind === "unsettled") this.checkBefore(statement, value, known);
      else if (known === undefined) this.bridge(statement, value);
    }
  }

  /** `return result` asks first whether there is an error in it. */
  private checkBefore(statement: PyNode, value: PyNode, answer: UnsettledAnswer): void {
    const { module, rewriter, newline } = this.context;
    this.errors.imports.add("from fastapi import HTTPException");
    const parts = checkedReturn(module, statement, value, answer, this.statusOf(value, answer.errors), newline);
    rewriter.replace(statement, ...parts);
    this.errors.leaveAt(statement);
  }

  /** Only running the request can tell whether this is an error: `answer()` looks. */
  private bridge(statement: PyNode, value: PyNode): void {
    const { module, rewriter, mayRefresh } = this.context;
    this.errors.leaveAt(statement);
    this.bridges.push({ kind: "answer", line: module.line(statement) });
    rewriter.replace(value, `${answerName(module)}(`, spanOf(value), mayRefresh ? `, ${responseName(module)})` : ")");
  }

  /** What a literal answer holds beside the keys that RunPod consumes; undefined where only running it can tell. */
  private shapeOf({ statement, value }: Return): Shape | undefined {
    const entries = literalAnswer(value);
    if (value === undefined || entries === undefined) return undefined;
    const rest = withoutConsumed(entries);
    const [error, refresh] = [entries.get("error"), entries.get("refresh_worker")];
    const isOwn = statement !== value && this.context.handler === statement.ancestor("function_definition");
    if (refresh !== undefined && !isOwn) return undefined;
    if (error === undefined || this.truthOf(error, statement) === "falsy") return { rest, error: undefined };
    const canSplit =
      refresh === undefined &&
      rest.size > 0 &&
      isRepeatable(error) &&
      standsAlone(this.context.module, statement, value);
    return canSplit ? { rest, error } : undefined;
  }

  /** `return {"a": a, "error": error}` asks first whether there is one. */
  private splitError({ statement, value }: Return, error: PyNode, isTyped: boolean): void {
    const { module, rewriter, outputName, newline } = this.context;
    const indent = indentationAt(module.source, statement.start);
    const inner = indent + module.indent;
    const pairs = value?.namedChildren ?? [];
    const rest = pairs.filter((pair) => !CONSUMED.has(stringValue(pair.field("key")) ?? ""));
    const fields = rest.map((pair): readonly Part[] => {
      const [key, field] = [stringValue(pair.field("key")) ?? "", pair.field("value") ?? pair];
      return isTyped ? [`${key}=`, spanOf(field)] : [spanOf(pair)];
    });
    const [open, close] = isTyped ? [`${outputName}(`, ")"] : ["{", "}"];
    const all = pairs.map((pair) => [spanOf(pair)]);
    this.errors.imports.add("from fastapi import HTTPException");
    rewriter.replace(
      statement,
      "if ",
      spanOf(error),
      `:${newline}${inner}raise HTTPException(status_code=500, detail=`,
      ...display("{", all, "}", inner, module.indent, newline),
      `)${newline}${indent}return `,
      ...display(open, fields, close, indent, module.indent, newline),
    );
    this.errors.leaveAt(statement);
  }

  /** Takes what RunPod consumed out of a literal answer; the runner is replaced by a header instead. */
  private takeOutConsumed(statement: PyNode, value: PyNode): void {
    const refresh = literalAnswer(value)?.get("refresh_worker");
    removePairs(this.context.rewriter, value, CONSUMED);
    const isAsked = refresh !== undefined && refresh.type !== "false" && this.context.refresh !== "always";
    if (isAsked) this.refreshes.stopBefore(statement, refresh, value);
  }

  /** A call of a function whose own returns are answers already. */
  private isDelegated(value: PyNode): boolean {
    const call = unawaited(value);
    const callee = call?.type === "call" ? call.field("function") : undefined;
    const target = callee === undefined ? undefined : definitionOf(this.context.module, callee);
    return target !== undefined && this.answering.has(target);
  }

  private outputOf(successes: readonly Return[]): Model | undefined {
    const own = successes.filter(({ value }) => value === undefined || !this.isDelegated(value));
    const answers = own.map((success) => this.shapeOf(success)?.rest);
    return typedOutput(this.context.outputName, this.types, answers);
  }

  private looseAnnotation(successes: readonly Return[], fallsThrough: boolean): string {
    const own = successes.flatMap(({ value }) => (value !== undefined && this.isDelegated(value) ? [] : [value]));
    return fallsThrough || own.length === 0 ? "Any" : (this.types.common(own) ?? "Any");
  }
}

/** Whether a statement can become several without losing a comment. */
function standsAlone({ source }: PythonModule, statement: PyNode, value: PyNode): boolean {
  const isLine = source.slice(lineStart(source, statement.start), statement.start).trim() === "";
  return isLine && ![...value.walk()].some(({ type }) => type === "comment");
}
