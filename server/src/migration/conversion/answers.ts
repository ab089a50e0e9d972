import { definitionOf, mentionsOf } from "../../python/functions.js";
import { stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { dictionaryEntries, ownNodes } from "../../python/queries.js";
import { lineStart, indentationAt } from "../../python/lines.js";
import type { Part, Rewriter } from "../../python/rewriter.js";
import type { Span } from "../../python/span.js";
import type { FunctionFlow } from "../../runpod/job-flow.js";
import type { Model } from "../../fal/model.js";
import type { Bridge, Remark } from "../report.js";
import { answeringFunctions, mayFallThrough } from "./answering-functions.js";
import { display } from "./display.js";
import { errorTruth, isRepeatable } from "./error-truth.js";
import { ExceptionTypes } from "./exception-lineage.js";
import { caughtName, isHandled, letThrough, ownRaises, raised } from "./exceptions.js";
import { InputDerived } from "./input-derived.js";
import { isPlainFieldName } from "./model-names.js";
import type { CodeIndex } from "./code-index.js";
import { CONSUMED, PossibleErrors } from "./possible-errors.js";
import { storedRefreshes } from "./stored-refreshes.js";
import { UploadedAnswers } from "./uploaded-answers.js";
import { answerName } from "./answer-name.js";
import { certainType } from "./value-types.js";

export interface AnswerContext {
  readonly module: PythonModule;
  readonly rewriter: Rewriter;
  readonly handler: PyNode;
  readonly flows: readonly FunctionFlow[];
  readonly index: CodeIndex;
  readonly outputName: string;
  readonly newline: string;
  /** The name under which a class of `fal.toolkit` can be imported without hiding another. */
  readonly toolkitName: (name: string) => string;
  /** Whether the worker's code asks for a new worker anywhere. */
  readonly mayRefresh: boolean;
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

/** A literal answer without what RunPod consumed of it. */
interface Shape {
  readonly rest: ReadonlyMap<string, PyNode>;
  /** An `error` that is one only where it is truthy. */
  readonly error: PyNode | undefined;
}

interface Return {
  /** The statement; for a lambda its body. */
  readonly statement: PyNode;
  readonly value: PyNode | undefined;
}

/** How far up the calls between a worker's own functions are looked at. */
const MAX_CALLS = 8;

class AnswerRewriter {
  private readonly derived: InputDerived;
  private readonly types: ExceptionTypes;
  private readonly possibleErrors: PossibleErrors;
  private readonly settled = new Set<PyNode>();
  private readonly bridges: Bridge[] = [];
  private readonly notes: Remark[] = [];
  private readonly imports = new Set<string>();
  private readonly guarded = new Set<PyNode>();
  private readonly raisedStatements = new Set<PyNode>();
  private readonly raisingFunctions = new Set<PyNode>();
  private readonly answering: ReadonlySet<PyNode>;
  private readonly uploads: UploadedAnswers;
  private usesAnswer = false;
  private usesResponse = false;

  constructor(private readonly context: AnswerContext) {
    this.derived = new InputDerived(context.module, context.flows);
    this.types = new ExceptionTypes([context.module]);
    this.possibleErrors = new PossibleErrors(context.index, this.settled);
    this.answering = answeringFunctions(
      context.module,
      context.handler,
      (definition) => !this.needsResponse(definition),
    );
    this.uploads = new UploadedAnswers(context);
  }

  rewrite(): AnswerPlan {
    const successes: Return[] = [];
    for (const definition of this.answering) {
      for (const found of this.returnsOf(definition)) {
        if (!this.rewriteError(found, definition)) successes.push(found);
      }
      this.rewriteRaises(definition);
    }
    const fallsThrough = [...this.answering].some((definition) => mayFallThrough(definition));
    for (const { value } of successes) this.uploads.find(value);
    this.settleRefreshes();
    const output = this.typedOutput(successes, fallsThrough);
    for (const success of successes) this.rewriteSuccess(success, output !== undefined);
    this.letErrorsThroughCallers();
    return {
      output,
      annotation: output?.name ?? this.looseAnnotation(successes, fallsThrough),
      usesAnswer: this.usesAnswer,
      usesResponse: this.usesResponse,
      imports: [...this.imports, ...this.uploads.imports],
      bridges: this.bridges,
      notes: [...this.notes, ...this.uploads.notes],
      raised: this.raisedStatements,
    };
  }

  /** The header that replaces the runner is set on the handler's own response: its helpers hand their results back. */
  private needsResponse(definition: PyNode): boolean {
    if (!this.context.mayRefresh) return false;
    return this.returnsOf(definition).some(({ statement, value }) => {
      const entries = value?.type === "dictionary" ? dictionaryEntries(value) : undefined;
      const error = entries?.get("error");
      if (error !== undefined && errorTruth(error, statement) === "truthy") return false;
      return value !== undefined && this.possibleErrors.in(this.context.module, value);
    });
  }

  private returnsOf(definition: PyNode): readonly Return[] {
    const body = definition.field("body");
    if (body === undefined) return [];
    if (definition.type === "lambda") return [{ statement: body, value: body }];
    return [...ownNodes(body)]
      .filter((node) => node.type === "return_statement" && !this.context.removed.some((gone) => gone.contains(node)))
      .map((statement) => ({ statement, value: valueOf(statement) }));
  }

  /** `return {"error": …}` becomes an HTTP error; false where the return is no plain error. */
  private rewriteError({ statement, value }: Return, definition: PyNode): boolean {
    const entries = value?.type === "dictionary" ? dictionaryEntries(value) : undefined;
    const error = entries?.get("error");
    if (value === undefined || entries === undefined || error === undefined || statement === value) return false;
    const others = [...entries.keys()].filter((key) => !["error", "refresh_worker"].includes(key));
    const truth = errorTruth(error, statement);
    // An error alone in a dictionary says what the author meant, even where it could be empty.
    if (truth === "falsy" || (truth === "unknown" && others.length > 0)) return false;
    const refresh = entries.get("refresh_worker");
    const status = refresh?.type === "true" ? 503 : this.derived.isGuarded(statement) ? 422 : 500;
    if (refresh !== undefined && refresh.type !== "true" && refresh.type !== "false") return false;
    if (refresh !== undefined) this.removePairs(value, new Set(["refresh_worker"]));
    const detail = others.length === 0 ? error : value;
    this.raise(statement, status, detail);
    this.raisingFunctions.add(definition);
    if (status === 503)
      this.note(
        "refresh-worker",
        statement,
        "503: fal replaces the runner and tries the request again, up to ten times",
      );
    return true;
  }

  private raise(statement: PyNode, status: number, detail: PyNode): void {
    const { rewriter, module, newline } = this.context;
    const clause = statement.ancestor("except_clause", "function_definition");
    const cause = clause?.type === "except_clause" ? caughtName(clause) : undefined;
    this.imports.add("from fastapi import HTTPException");
    rewriter.replace(
      statement,
      `raise HTTPException(status_code=${String(status)}, detail=`,
      { start: detail.start, end: detail.end },
      cause === undefined ? ")" : `) from ${cause}`,
    );
    letThrough(module, rewriter, statement, this.guarded, newline);
  }

  /** The author's own `raise` must reach the caller with its text. */
  private rewriteRaises(definition: PyNode): void {
    for (const statement of ownRaises(definition)) {
      const found = raised(statement);
      const [detail, ...others] = found?.arguments ?? [];
      if (found === undefined || detail === undefined || others.length > 0 || !this.types.isPlain(found.type)) continue;
      if (detail.is("keyword_argument", "list_splat", "generator_expression")) continue;
      const lineage = this.types.lineageOf(found.type);
      if (isHandled(statement, lineage) || this.isHandledByCaller(definition, lineage)) continue;
      const status = found.type !== "RuntimeError" && this.derived.isGuarded(statement) ? 422 : 500;
      const parts = [`raise HTTPException(status_code=${String(status)}, detail=`, ...text(detail), ")"];
      if (found.cause !== undefined) parts.push(` from ${found.cause.text}`);
      this.context.rewriter.replace(statement, ...parts);
      this.imports.add("from fastapi import HTTPException");
      this.raisedStatements.add(statement);
      this.raisingFunctions.add(definition);
    }
  }

  /** Whether a function whose results are answers is called where its exceptions are looked at. */
  private isHandledByCaller(definition: PyNode, lineage: readonly string[], depth = 0): boolean {
    if (definition === this.context.handler || depth > MAX_CALLS) return false;
    return mentionsOf(this.context.module, definition).some((mention) => {
      const caller = mention.ancestor("function_definition");
      return (
        isHandled(mention, lineage) || (caller !== undefined && this.isHandledByCaller(caller, lineage, depth + 1))
      );
    });
  }

  /** Where a handler calls a function that raises HTTP errors inside a `try`, they must pass it. */
  private letErrorsThroughCallers(): void {
    const { module, rewriter, newline } = this.context;
    for (const definition of this.raisingFunctions) {
      for (const mention of mentionsOf(module, definition)) {
        letThrough(module, rewriter, mention, this.guarded, newline);
        const caller = mention.ancestor("function_definition");
        // A set visits what is added to it on the way: the callers' callers too.
        if (caller !== undefined) this.raisingFunctions.add(caller);
      }
    }
  }

  private rewriteSuccess(success: Return, isTyped: boolean): void {
    const { statement, value } = success;
    if (value === undefined || this.isDelegated(value)) return;
    const shape = this.shapeOf(success);
    if (shape?.error !== undefined) {
      this.splitError(success, shape.error, isTyped);
    } else if (shape !== undefined) {
      this.takeOutConsumed(statement, value);
      if (isTyped) this.construct(value);
    } else if (this.possibleErrors.in(this.context.module, value)) {
      this.usesAnswer = true;
      this.raisingFunctions.add(statement.ancestor("function_definition") ?? this.context.handler);
      letThrough(this.context.module, this.context.rewriter, statement, this.guarded, this.context.newline);
      this.bridges.push({ kind: "answer", line: this.context.module.line(statement) });
      this.context.rewriter.replace(
        value,
        `${answerName(this.context.module)}(`,
        { start: value.start, end: value.end },
        this.context.mayRefresh ? ", response)" : ")",
      );
    }
  }

  /** What a literal answer holds beside the keys that RunPod consumes; undefined where only running it can tell. */
  private shapeOf({ statement, value }: Return): Shape | undefined {
    const entries = value?.type === "dictionary" ? dictionaryEntries(value) : undefined;
    if (value === undefined || entries === undefined) return undefined;
    const rest = new Map([...entries].filter(([key]) => !CONSUMED.has(key)));
    const [error, refresh] = [entries.get("error"), entries.get("refresh_worker")];
    const isOwn = statement !== value && this.context.handler === statement.ancestor("function_definition");
    if (refresh !== undefined && !isOwn) return undefined;
    if (error === undefined || errorTruth(error, statement) === "falsy") return { rest, error: undefined };
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
      if (isTyped) this.uploads.upload(field);
      return isTyped ? [`${this.uploads.keyOf(key, [field])}=`, spanOf(field)] : [spanOf(pair)];
    });
    const [open, close] = isTyped ? [`${outputName}(`, ")"] : ["{", "}"];
    const all = pairs.map((pair) => [spanOf(pair)]);
    this.imports.add("from fastapi import HTTPException");
    rewriter.replace(
      statement,
      "if ",
      spanOf(error),
      `:${newline}${inner}raise HTTPException(status_code=500, detail=`,
      ...display("{", all, "}", inner, module.indent, newline),
      `)${newline}${indent}return `,
      ...display(open, fields, close, indent, module.indent, newline),
    );
    this.raisingFunctions.add(statement.ancestor("function_definition") ?? this.context.handler);
    letThrough(module, rewriter, statement, this.guarded, newline);
  }

  /** Takes what RunPod consumed out of a literal answer; the runner is replaced by a header instead. */
  private takeOutConsumed(statement: PyNode, value: PyNode): void {
    const refresh = dictionaryEntries(value)?.get("refresh_worker");
    this.removePairs(value, CONSUMED);
    if (refresh !== undefined && refresh.type !== "false") this.stopRunnerBefore(statement, refresh);
  }

  /** `result["refresh_worker"] = True` sets the header at once, but beside an error, which then is a 503. */
  private settleRefreshes(): void {
    const { module, rewriter, handler } = this.context;
    const stored = storedRefreshes(module, handler);
    for (const { mention } of stored) this.settled.add(mention);
    for (const { statement, mention, value } of stored) {
      if (this.possibleErrors.in(module, mention)) this.settled.delete(mention);
      else
        rewriter.replace(
          statement,
          ...this.stopRunner(statement, value, indentationAt(module.source, statement.start)),
        );
    }
  }

  private stopRunnerBefore(statement: PyNode, condition: PyNode): void {
    const { module, rewriter, newline } = this.context;
    const indent = indentationAt(module.source, statement.start);
    const at = lineStart(module.source, statement.start);
    const parts = this.stopRunner(statement, condition, indent);
    rewriter.replace({ start: at, end: at }, indent, ...parts, newline);
  }

  /** The header that replaces the runner behind an answer, set where a condition holds. */
  private stopRunner(statement: PyNode, condition: PyNode, indent: string): readonly Part[] {
    const { module, newline } = this.context;
    this.usesResponse = true;
    this.note(
      "refresh-worker",
      statement,
      "the runner is replaced behind this answer by a response header; a 503 would throw the answer away",
    );
    const header = `response.headers["x-fal-stop-runner"] = "true"`;
    if (condition.type === "true") return [header];
    return ["if ", spanOf(condition), `:${newline}${indent}${module.indent}${header}`];
  }

  private removePairs(dictionary: PyNode, keys: ReadonlySet<string>): void {
    const pairs = dictionary.namedChildren;
    const isGone = (pair: PyNode): boolean => keys.has(stringValue(pair.field("key")) ?? "");
    const last = pairs.findLastIndex((pair) => !isGone(pair));
    pairs.forEach((pair, index) => {
      const next = pairs[index + 1];
      if (isGone(pair) && index < last && next !== undefined)
        this.context.rewriter.delete({ start: pair.start, end: next.start });
    });
    const [end, first] = [pairs.at(-1)?.end, pairs[last]?.end ?? pairs[0]?.start];
    if (last < pairs.length - 1 && end !== undefined && first !== undefined)
      this.context.rewriter.delete({ start: first, end });
  }

  /** A call of a function whose own returns are answers already. */
  private isDelegated(value: PyNode): boolean {
    const call = value.type === "await" ? value.namedChildren[0] : value;
    const callee = call?.type === "call" ? call.field("function") : undefined;
    const target = callee === undefined ? undefined : definitionOf(this.context.module, callee);
    return target !== undefined && this.answering.has(target);
  }

  private typedOutput(successes: readonly Return[], fallsThrough: boolean): Model | undefined {
    const own = successes.filter(({ value }) => value === undefined || !this.isDelegated(value));
    const dictionaries = own.map((success) => this.shapeOf(success)?.rest);
    const [first] = dictionaries;
    if (first === undefined || first.size === 0 || fallsThrough) return undefined;
    const keys = [...first.keys()];
    const isSame = dictionaries.every((entries) => entries !== undefined && hasSameKeys(entries, keys));
    if (!isSame || !keys.every(isPlainFieldName)) return undefined;
    const fields = keys.map((key) => ({
      name: this.uploads.keyOf(
        key,
        dictionaries.map((entries) => entries?.get(key)),
      ),
      alias: undefined,
      type: this.commonType(dictionaries.map((entries) => entries?.get(key))),
      default: undefined,
      arguments: [],
      comment: undefined,
    }));
    return { name: this.context.outputName, config: [], configComment: undefined, fields };
  }

  private commonType(values: readonly (PyNode | undefined)[]): string {
    const types = new Set(values.map((value) => (value === undefined ? undefined : this.typeOf(value))));
    const [type, ...others] = types;
    return type === undefined || others.length > 0 ? "Any" : type;
  }

  private typeOf(value: PyNode): string | undefined {
    return this.uploads.typeOf(value) ?? certainType(this.context.module, value);
  }

  private looseAnnotation(successes: readonly Return[], fallsThrough: boolean): string {
    const isDictionary = successes.every(
      ({ value }) =>
        value !== undefined &&
        (this.isDelegated(value) ||
          (value.type === "dictionary" && certainType(this.context.module, value) === "dict[str, Any]")),
    );
    return isDictionary && successes.length > 0 && !fallsThrough ? "dict[str, Any]" : "Any";
  }

  /** `{"text": x}` becomes `Output(text=x)`, its layout and comments kept. */
  private construct(dictionary: PyNode): void {
    const { rewriter, outputName } = this.context;
    const open = dictionary.children[0];
    const close = dictionary.children.at(-1);
    if (open === undefined || close === undefined) return;
    rewriter.replace(open, `${outputName}(`);
    rewriter.replace(close, ")");
    for (const pair of dictionary.namedChildren) {
      const key = stringValue(pair.field("key"));
      const value = pair.field("value");
      if (key === undefined || value === undefined || CONSUMED.has(key)) continue;
      rewriter.replace({ start: pair.start, end: value.start }, `${this.uploads.keyOf(key, [value])}=`);
      this.uploads.upload(value);
    }
  }

  private note(rule: Remark["rule"], node: PyNode, reason: string): void {
    this.notes.push({ rule, line: this.context.module.line(node), reason });
  }
}

/** The detail as text: what `str(exception)` gave. */
function text(detail: PyNode): readonly (string | { start: number; end: number })[] {
  const span = { start: detail.start, end: detail.end };
  const isText =
    detail.is("string", "concatenated_string") || detail.text.startsWith("str(") || isStringOperation(detail);
  return isText ? [span] : ["str(", span, ")"];
}

function isStringOperation(detail: PyNode): boolean {
  return detail.type === "binary_operator" && detail.field("left")?.type === "string";
}

function valueOf(statement: PyNode): PyNode | undefined {
  const value = statement.namedChildren[0];
  return value === undefined ? undefined : unparenthesized(value);
}

function hasSameKeys(entries: ReadonlyMap<string, PyNode>, keys: readonly string[]): boolean {
  return entries.size === keys.length && keys.every((key) => entries.has(key));
}

/** Whether a statement can become several without losing a comment. */
function standsAlone({ source }: PythonModule, statement: PyNode, value: PyNode): boolean {
  const isLine = source.slice(lineStart(source, statement.start), statement.start).trim() === "";
  return isLine && ![...value.walk()].some(({ type }) => type === "comment");
}

const spanOf = ({ start, end }: PyNode): Span => ({ start, end });
