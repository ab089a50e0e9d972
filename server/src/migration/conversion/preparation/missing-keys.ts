import { literalOf } from "../../../python/literals.js";
import { indentationAt, lineEnding, lineStart, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { assignedName, blockOf, statementOf, statementsOf, terminates } from "../../../python/queries.js";
import { Rewriter, wholeLines } from "../../../python/rewriter.js";
import { followJob, type FieldRead, type FunctionFlow } from "../../../runpod/job-flow.js";
import { isPresentAt } from "../../../runpod/presence.js";
import { readWorker } from "../../../runpod/worker.js";
import { blockForKey } from "./caught-key-errors.js";
import { caughtTypes, enclosingTries, exceptClauses, isBlanket } from "../errors/exceptions.js";
import { isSafe, mayMissKey } from "./key-errors.js";
import type { ReadText } from "./read-text.js";

/**
 * Asks for a key before it is read where the author answers its absence in an `except KeyError`: a field of a model
 * raises no such error, so the question has to stand in the code.
 */
export function askForKeys(source: string, read: ReadText): string {
  if (!/\b(?:KeyError|LookupError)\b/.test(source)) return source;
  return [useDefaults, insertQuestions, dropIdleClauses].reduce((text, step) => step(text, read), source);
}

type Edit = (module: PythonModule, rewriter: Rewriter, flow: FunctionFlow) => void;

function editFlows(source: string, read: ReadText, edit: Edit): string {
  const module = read(source);
  const worker = module === undefined ? undefined : readWorker(module);
  if (module === undefined || worker === undefined) return source;
  const rewriter = new Rewriter(source);
  for (const { definition } of worker.handlers)
    if (definition?.type === "function_definition")
      for (const flow of followJob(module, definition)) edit(module, rewriter, flow);
  return rewriter.render({ start: 0, end: source.length });
}

/** `try: x = data["x"]` with `except KeyError: x = 5` is `x = data.get("x", 5)`. */
function useDefaults(source: string, read: ReadText): string {
  return editFlows(source, read, (_, rewriter, { reads }) => {
    for (const one of reads) {
      const clause = isPlainRead(one) ? answeringClause(one.node) : undefined;
      const statement = clause?.parent;
      const value = clause === undefined || statement === undefined ? undefined : soleDefault(one, statement, clause);
      if (statement !== undefined && value !== undefined)
        rewriter.replace(
          statement,
          `${assignedName(one.node.parent ?? one.node)?.text ?? ""} = ${one.owner.text}.get("${one.key}", ${value.text})`,
        );
    }
  });
}

/** The literal that the only clause of a `try` around a single read gives its variable. */
function soleDefault({ node }: FieldRead, statement: PyNode, clause: PyNode): PyNode | undefined {
  const [tried, ...more] = statementsOf(statement.field("body"));
  const [otherwise, ...others] = statementsOf(blockOf(clause));
  const isAlone = statement.namedChildren.length === 2 && more.length === 0 && others.length === 0;
  const assignments = [tried?.namedChildren[0], otherwise?.namedChildren[0]];
  const names = assignments.map((one) => (one?.type === "assignment" ? assignedName(one)?.text : undefined));
  const value = assignments[1]?.field("right");
  const isSame = names[0] !== undefined && names[0] === names[1] && node.parent === assignments[0];
  return isAlone && isSame && value !== undefined && literalOf(value) !== undefined && !hasComment(statement)
    ? value
    : undefined;
}

/** Puts the author's answer under a question before each read that his `except` is there for. */
function insertQuestions(source: string, read: ReadText): string {
  return editFlows(source, read, (module, rewriter, flow) => {
    for (const [statement, questions] of together(questionsOf(module, flow)))
      rewriter.insert(lineStart(source, statement.start), questionText(module, statement, questions));
  });
}

/** The questions before each statement. Where one read of a clause's `try` can have none, all of it stays as it is. */
function questionsOf(module: PythonModule, flow: FunctionFlow): ReadonlyMap<PyNode, readonly Question[]> {
  const open = flow.reads.flatMap((one) => {
    const clause = isPlainRead(one) && !isPresentAt(one) ? answeringClause(one.node) : undefined;
    return clause === undefined ? [] : [{ clause, question: questionFor(module, one, clause) }];
  });
  const kept = new Set(open.flatMap(({ clause, question }) => (question === undefined ? [clause] : [])));
  const asked = new Map<PyNode, readonly Question[]>();
  for (const { clause, question } of open) {
    const others = question === undefined ? [] : (asked.get(question.statement) ?? []);
    const isKnown = others.some(({ condition }) => condition === question?.condition);
    if (question !== undefined && !kept.has(clause) && !isKnown) asked.set(question.statement, [...others, question]);
  }
  return asked;
}

/** Questions before plain reads that follow each other are asked at once where their answer is the same. */
function together(asked: ReadonlyMap<PyNode, readonly Question[]>): ReadonlyMap<PyNode, readonly Question[]> {
  const grouped = new Map<PyNode, readonly Question[]>();
  const heads = new Map<PyNode, PyNode>();
  for (const [statement, questions] of asked) {
    const siblings = statementsOf(statement.parent);
    const above = siblings[siblings.indexOf(statement) - 1];
    const head = above !== undefined && isPlainAssignment(above) ? heads.get(above) : undefined;
    const answers = new Set([...questions, ...(grouped.get(head ?? statement) ?? [])].map(({ answer }) => answer));
    const first = head !== undefined && answers.size === 1 ? head : statement;
    heads.set(statement, first);
    grouped.set(first, [...(grouped.get(first) ?? []), ...questions]);
  }
  return grouped;
}

/** `text = data["text"]`: nothing that could fail in another way, or be seen. */
function isPlainAssignment(statement: PyNode): boolean {
  const assignment = statement.namedChildren[0];
  return assignment?.type === "assignment" && assignment.field("right")?.type === "subscript";
}

interface Question {
  readonly statement: PyNode;
  readonly condition: string;
  /** What the author answers, indented from its own first line. */
  readonly answer: string;
}

function questionFor(module: PythonModule, { node, key, owner }: FieldRead, clause: PyNode): Question | undefined {
  const statement = statementOf(node);
  if (!terminates(blockOf(clause)) || !isEvaluatedFirst(module, statement, node)) return undefined;
  if (module.source.slice(lineStart(module.source, statement.start), statement.start).trim() !== "") return undefined;
  const answer = blockForKey(module, clause, key);
  return answer === undefined ? undefined : { statement, condition: `"${key}" not in ${owner.text}`, answer };
}

/** Questions of one statement that are answered alike are one question. */
function questionText(module: PythonModule, statement: PyNode, questions: readonly Question[]): string {
  const indent = indentationAt(module.source, statement.start);
  const newline = lineEnding(module.source);
  const conditions = new Map<string, string[]>();
  for (const { condition, answer } of questions) conditions.set(answer, [...(conditions.get(answer) ?? []), condition]);
  return [...conditions]
    .map(([answer, asked]) => {
      const block = reindent(answer, "", indent + module.indent);
      return `${indent}if ${asked.join(" or ")}:${newline}${block}${newline}`;
    })
    .join("");
}

/** Whether a statement reads the key before it does anything that could be seen, or fail but for the value's type. */
function isEvaluatedFirst(module: PythonModule, statement: PyNode, node: PyNode): boolean {
  if (!statement.is("expression_statement", "return_statement")) return false;
  for (let child = node, parent = node.parent; parent !== undefined && child !== statement; parent = child.parent) {
    if (
      parent.is("boolean_operator", "conditional_expression", "lambda") ||
      /comprehension|generator/.test(parent.type)
    )
      return false;
    child = parent;
  }
  return ![...statement.walk()].some(
    (other) =>
      other.end <= node.start &&
      (other.is("await", "named_expression") || (other.type === "call" && !isSafe(module, other))),
  );
}

/** Removes a clause for missing keys where nothing in its `try` can miss one any more. */
function dropIdleClauses(source: string, read: ReadText): string {
  return editFlows(source, read, (module, rewriter, flow) => {
    const statements = new Set(flow.reads.flatMap(({ node }) => enclosingTries(node)));
    for (const statement of statements) {
      const clause = exceptClauses(statement).find((one) => isOfKeys(one));
      const body = statement.field("body");
      if (clause === undefined || body === undefined || rewriter.isCovered(statement)) continue;
      if (caughtTypes(clause).length > 1 || mayMissKey(module, body, flow) || hasComment(clause)) continue;
      if (statement.namedChildren.length === 2) rewriter.replace(statement, outOf(module, statement, body));
      else if (exceptClauses(statement).length > 1) rewriter.delete(wholeLines(source, clause));
    }
  });
}

/** The statements of a block as they stand outside the `try` around it. */
function outOf(module: PythonModule, statement: PyNode, body: PyNode): string {
  const [inner, outer] = [body, statement].map(({ start }) => indentationAt(module.source, start));
  return reindent(`${inner ?? ""}${body.text}`, inner ?? "", outer ?? "").trimStart();
}

/** The clause that answers a missing key at a place; undefined where a broader one does so first. */
function answeringClause(node: PyNode): PyNode | undefined {
  for (const statement of enclosingTries(node)) {
    const clause = exceptClauses(statement).find((one) => isBlanket(one) || isOfKeys(one));
    if (clause !== undefined) return isBlanket(clause) ? undefined : clause;
  }
  return undefined;
}

function isOfKeys(clause: PyNode): boolean {
  return caughtTypes(clause).some((type) => type === "KeyError" || type === "LookupError");
}

function isPlainRead({ form, origin, isCertain, isValidated, default: fallback, node }: FieldRead): boolean {
  const isBare = form === "subscript" || (form === "pop" && fallback === undefined);
  return isBare && origin === "input" && isCertain && !isValidated && unparenthesized(node) === node;
}

function hasComment(node: PyNode): boolean {
  return [...node.walk()].some(({ type }) => type === "comment");
}
