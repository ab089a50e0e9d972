import { definitionOf, mentionsOf } from "../../python/functions.js";
import { stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { dictionaryEntries, ownNodes } from "../../python/queries.js";
import { lineStart, indentationAt } from "../../python/lines.js";
import type { Rewriter } from "../../python/rewriter.js";
import type { FunctionFlow } from "../../runpod/job-flow.js";
import type { Model } from "../../fal/model.js";
import type { Bridge, Remark } from "../report.js";
import { caughtName, isCaught, letThrough, ownRaises, raised } from "./exceptions.js";
import { InputDerived } from "./input-derived.js";
import { isPlainFieldName } from "./model-names.js";
import type { PossibleErrors } from "./possible-errors.js";
import { savedPath, type SavedPath } from "./saved-paths.js";
import { closeGap } from "./statements.js";
import { certainType } from "./value-types.js";

export interface AnswerContext {
  readonly module: PythonModule;
  readonly rewriter: Rewriter;
  readonly handler: PyNode;
  readonly flows: readonly FunctionFlow[];
  readonly possibleErrors: PossibleErrors;
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

interface Return {
  /** The statement; for a lambda its body. */
  readonly statement: PyNode;
  readonly value: PyNode | undefined;
}

class AnswerRewriter {
  private readonly derived: InputDerived;
  private readonly bridges: Bridge[] = [];
  private readonly notes: Remark[] = [];
  private readonly imports = new Set<string>();
  private readonly guarded = new Set<PyNode>();
  private readonly raisedStatements = new Set<PyNode>();
  private readonly raisingFunctions = new Set<PyNode>();
  private readonly answering: ReadonlySet<PyNode>;
  /** Returned paths of files that are uploaded instead, by the value. */
  private readonly saved = new Map<PyNode, SavedPath>();
  private usesAnswer = false;
  private usesResponse = false;

  constructor(private readonly context: AnswerContext) {
    this.derived = new InputDerived(context.module, context.flows);
    this.answering = answeringFunctions(context.module, context.handler);
  }

  rewrite(): AnswerPlan {
    const successes: Return[] = [];
    for (const definition of this.answering) {
      for (const found of this.returnsOf(definition)) {
        if (!this.rewriteError(found, definition)) successes.push(found);
      }
      this.rewriteRaises(definition);
    }
    this.letErrorsThroughCallers();
    const fallsThrough = [...this.answering].some((definition) => mayFallThrough(definition));
    for (const success of successes) this.findSavedPaths(success);
    const output = this.typedOutput(successes, fallsThrough);
    for (const success of successes) this.rewriteSuccess(success, output !== undefined);
    return {
      output,
      annotation: output?.name ?? this.looseAnnotation(successes, fallsThrough),
      usesAnswer: this.usesAnswer,
      usesResponse: this.usesResponse,
      imports: [...this.imports],
      bridges: this.bridges,
      notes: this.notes,
      raised: this.raisedStatements,
    };
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
    if (!isTruthy(error, others.length === 0)) return false;
    const refresh = entries.get("refresh_worker");
    const status = refresh?.type === "true" ? 503 : this.derived.isGuarded(statement) ? 422 : 500;
    if (refresh !== undefined && refresh.type !== "true" && refresh.type !== "false") return false;
    if (refresh !== undefined) this.removePair(value, "refresh_worker");
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
      if (found === undefined || detail === undefined || others.length > 0 || !SPEAKING.has(found.type)) continue;
      if (detail.is("keyword_argument", "list_splat", "generator_expression") || isCaught(statement, found.type))
        continue;
      const status = found.type !== "RuntimeError" && this.derived.isGuarded(statement) ? 422 : 500;
      const parts = [`raise HTTPException(status_code=${String(status)}, detail=`, ...text(detail), ")"];
      if (found.cause !== undefined) parts.push(` from ${found.cause.text}`);
      this.context.rewriter.replace(statement, ...parts);
      this.imports.add("from fastapi import HTTPException");
      this.raisedStatements.add(statement);
      this.raisingFunctions.add(definition);
    }
  }

  /** Where a handler calls a function that raises HTTP errors inside a `try`, they must pass it. */
  private letErrorsThroughCallers(): void {
    const { module, rewriter, newline } = this.context;
    for (const definition of this.raisingFunctions) {
      for (const mention of mentionsOf(module, definition))
        letThrough(module, rewriter, mention, this.guarded, newline);
    }
  }

  private findSavedPaths({ value }: Return): void {
    if (value?.type !== "dictionary") return;
    for (const path of dictionaryEntries(value)?.values() ?? []) {
      const found = savedPath(this.context.module, path.ancestor("function_definition") ?? this.context.handler, path);
      if (found !== undefined) this.saved.set(path, found);
    }
  }

  /** The key of an uploaded file says what it is, no longer where it lay. */
  private outputKey(key: string, values: readonly (PyNode | undefined)[]): string {
    const isSaved = values.length > 0 && values.every((value) => value !== undefined && this.saved.has(value));
    return isSaved ? key.replace(/_?path$/i, "") || key : key;
  }

  private rewriteSuccess({ statement, value }: Return, isTyped: boolean): void {
    if (value === undefined || this.isDelegated(value)) return;
    if (value.type === "dictionary" && this.takesOutConsumed(statement, value)) {
      if (isTyped) this.construct(value);
      return;
    }
    if (!this.context.possibleErrors.in(this.context.module, value)) return;
    this.usesAnswer = true;
    this.bridges.push({ kind: "answer", line: this.context.module.line(statement) });
    this.context.rewriter.replace(
      value,
      "answer(",
      { start: value.start, end: value.end },
      this.context.mayRefresh ? ", response)" : ")",
    );
  }

  /** Takes `refresh_worker` out of a literal answer; false where only running it can tell what is in it. */
  private takesOutConsumed(statement: PyNode, value: PyNode): boolean {
    const entries = dictionaryEntries(value);
    if (entries === undefined) return !this.context.possibleErrors.in(this.context.module, value);
    if (entries.has("error")) return false;
    const refresh = entries.get("refresh_worker");
    if (refresh === undefined) return true;
    if (statement === value || this.context.handler !== statement.ancestor("function_definition")) return false;
    this.removePair(value, "refresh_worker");
    if (refresh.type !== "false") this.stopRunnerBefore(statement, refresh);
    return true;
  }

  private stopRunnerBefore(statement: PyNode, condition: PyNode): void {
    const { module, rewriter, newline } = this.context;
    this.usesResponse = true;
    const indent = indentationAt(module.source, statement.start);
    const header = `response.headers["x-fal-stop-runner"] = "true"`;
    const isAlways = condition.type === "true";
    const at = lineStart(module.source, statement.start);
    if (isAlways) rewriter.insert(at, `${indent}${header}${newline}`);
    else
      rewriter.replace(
        { start: at, end: at },
        `${indent}if `,
        { start: condition.start, end: condition.end },
        `:${newline}${indent}${module.indent}${header}${newline}`,
      );
    this.note(
      "refresh-worker",
      statement,
      "the runner is replaced behind this answer by a response header; a 503 would throw the answer away",
    );
  }

  private removePair(dictionary: PyNode, key: string): void {
    const pairs = dictionary.namedChildren;
    const index = pairs.findIndex((pair) => stringValue(pair.field("key")) === key);
    const pair = pairs[index];
    if (pair === undefined) return;
    const next = pairs[index + 1];
    const previous = pairs[index - 1];
    if (next !== undefined) this.context.rewriter.delete({ start: pair.start, end: next.start });
    else this.context.rewriter.delete({ start: previous?.end ?? pair.start, end: pair.end });
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
    const dictionaries = own.map(({ value }) => (value?.type === "dictionary" ? dictionaryEntries(value) : undefined));
    const [first] = dictionaries;
    if (first === undefined || first.size === 0 || fallsThrough) return undefined;
    const keys = [...first.keys()].filter((key) => key !== "refresh_worker");
    const isSame = dictionaries.every((entries) => entries !== undefined && hasSameKeys(entries, keys));
    if (!isSame || keys.length === 0 || !keys.every(isPlainFieldName)) return undefined;
    const fields = keys.map((key) => ({
      name: this.outputKey(
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
    const saved = this.saved.get(value);
    return saved === undefined ? certainType(this.context.module, value) : this.context.toolkitName(saved.type);
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
      if (key === undefined || value === undefined || key === "refresh_worker") continue;
      rewriter.replace({ start: pair.start, end: value.start }, `${this.outputKey(key, [value])}=`);
      this.upload(value);
    }
  }

  /** A path that only the runner could open becomes the uploaded file. */
  private upload(value: PyNode): void {
    const saved = this.saved.get(value);
    if (saved === undefined) return;
    const { type, image, contentType } = saved;
    const name = this.context.toolkitName(type);
    this.imports.add(name === type ? `from fal.toolkit import ${type}` : `from fal.toolkit import ${type} as ${name}`);
    if (image !== undefined) {
      closeGap(this.context.module, this.context.rewriter, image.save);
      this.context.rewriter.replace(value, `${name}.from_pil(${image.variable}, format="${image.format}")`);
    } else {
      const options = contentType === undefined || type === "Image" ? "" : `, content_type="${contentType}"`;
      this.context.rewriter.replace(value, `${name}.from_path(`, { start: value.start, end: value.end }, `${options})`);
    }
    this.note(
      "saved-path",
      value,
      `the answer is the uploaded file, an object with a \`url\`; the path could be opened on the worker alone`,
    );
  }

  private note(rule: Remark["rule"], node: PyNode, reason: string): void {
    this.notes.push({ rule, line: this.context.module.line(node), reason });
  }
}

/** Builtin exceptions whose text is their one argument. */
const SPEAKING = new Set([
  "ValueError",
  "RuntimeError",
  "Exception",
  "TypeError",
  "NotImplementedError",
  "LookupError",
  "ArithmeticError",
]);

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

/** Whether an error counts as one for certain: RunPod takes a falsy `error` for none. */
function isTruthy(error: PyNode, isOnly: boolean): boolean {
  if (error.is("none", "false") || ['""', "''", "[]", "{}", "0"].includes(error.text)) return false;
  if (isOnly || error.is("string", "concatenated_string", "binary_operator", "dictionary", "true")) return true;
  return error.type === "call" && /^(?:str|repr|traceback\.\w+)\(|\.format\(/.test(error.text);
}

function hasSameKeys(entries: ReadonlyMap<string, PyNode>, keys: readonly string[]): boolean {
  const own = [...entries.keys()].filter((key) => key !== "refresh_worker");
  return own.length === keys.length && keys.every((key) => entries.has(key));
}

/** The handler, and the functions of which it returns every result as it is. */
function answeringFunctions(module: PythonModule, handler: PyNode): ReadonlySet<PyNode> {
  const answering = new Set<PyNode>([handler]);
  for (let size = -1; size !== answering.size;) {
    size = answering.size;
    for (const definition of module.root.walk()) {
      if (definition.type !== "function_definition" || answering.has(definition)) continue;
      if (
        definition.parent?.type === "decorated_definition" ||
        definition.ancestor("class_definition", "function_definition") !== undefined
      )
        continue;
      const mentions = mentionsOf(module, definition);
      if (mentions.length > 0 && mentions.every((mention) => isReturnedCall(mention, answering)))
        answering.add(definition);
    }
  }
  return answering;
}

function isReturnedCall(mention: PyNode, answering: ReadonlySet<PyNode>): boolean {
  const call = mention.parent;
  if (call?.type !== "call" || call.field("function") !== mention) return false;
  let outer: PyNode = call;
  while (outer.parent?.is("await", "parenthesized_expression") === true) outer = outer.parent;
  const owner = mention.ancestor("function_definition", "lambda");
  if (owner === undefined || !answering.has(owner)) return false;
  return outer.parent?.type === "return_statement" || (owner.type === "lambda" && outer === owner.field("body"));
}

/** Whether control may reach the end of a function without a `return`. */
function mayFallThrough(definition: PyNode): boolean {
  if (definition.type === "lambda") return false;
  const last = definition.field("body")?.namedChildren.at(-1);
  return last === undefined || !leaves(last);
}

function leaves(statement: PyNode): boolean {
  if (statement.is("return_statement", "raise_statement")) return true;
  const blocks = (node: PyNode | undefined): boolean => {
    const last = node?.namedChildren.at(-1);
    return last !== undefined && leaves(last);
  };
  if (statement.type === "with_statement") return blocks(statement.field("body"));
  if (statement.type === "if_statement") {
    const others = statement.fields("alternative");
    return (
      blocks(statement.field("consequence")) &&
      others.at(-1)?.type === "else_clause" &&
      others.every((other) => blocks(other.field("consequence") ?? other.field("body")))
    );
  }
  if (statement.type === "while_statement")
    return statement.field("condition")?.text === "True" && !statement.text.includes("break");
  if (statement.type !== "try_statement") return false;
  const clauses = statement.children.filter(({ type }) => type === "except_clause");
  const final = statement.children.find(({ type }) => type === "finally_clause");
  if (final !== undefined && blocks(final.namedChildren.at(-1))) return true;
  const otherwise = statement.children.find(({ type }) => type === "else_clause");
  const main = blocks(statement.field("body")) || (otherwise !== undefined && blocks(otherwise.field("body")));
  return main && clauses.every((clause) => blocks(clause.namedChildren.at(-1)));
}
