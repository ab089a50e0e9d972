import { stringValue } from "../../../python/literals.js";
import { indentationAt, lineStart, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { comparison, positionalArguments, statementsOf } from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import { followJob, type FunctionFlow, type JobRole } from "../../../runpod/job-flow.js";
import { JobRoles } from "../../../runpod/job-roles.js";
import { readWorker, type Worker } from "../../../runpod/worker.js";
import type { ReadText } from "./read-text.js";
import { closeGap, withComments } from "../module/statements.js";

/**
 * Takes out what a worker asks about a job that every job answers alike: whether there is one, whether it has an
 * `input`, and whether that is an object. A request to fal whose body is no object is refused with 422 before the
 * endpoint is called, so in it these questions have one answer.
 */
export function foldCertainConditions(text: string, read: ReadText): string {
  let folded = text;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const module = read(folded);
    const worker = module === undefined ? undefined : readWorker(module);
    const next = module === undefined || worker === undefined ? undefined : foldOnce(module, worker);
    if (next === undefined) return folded;
    folded = next;
  }
  return folded;
}

/** Each pass takes out one condition of a statement; a worker asks a handful at most. */
const MAX_PASSES = 12;

function foldOnce(module: PythonModule, worker: Worker): string | undefined {
  for (const { definition } of worker.handlers) {
    if (definition?.type !== "function_definition") continue;
    for (const flow of followJob(module, definition)) {
      const text = new ConditionFolder(module, flow).fold();
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

class ConditionFolder {
  private readonly roles: JobRoles;

  constructor(
    private readonly module: PythonModule,
    private readonly flow: FunctionFlow,
  ) {
    this.roles = new JobRoles(module, flow.definition, flow.parameter.identifier, flow.role);
  }

  /** The module's text without the first condition that is certain; undefined where none is. */
  fold(): string | undefined {
    for (const node of this.flow.definition.walk()) {
      const edited = node.type === "boolean_operator" ? this.foldOperand(node) : this.foldStatement(node);
      if (edited !== undefined) return edited;
    }
    return undefined;
  }

  /** `"input" not in job or rest` asks for the rest alone. */
  private foldOperand(node: PyNode): string | undefined {
    const neutral = node.field("operator")?.text === "and";
    const left = node.field("left");
    const right = node.field("right");
    if (left === undefined || right === undefined) return undefined;
    const rest = this.valueOf(left) === neutral ? right : this.valueOf(right) === neutral ? left : undefined;
    return rest === undefined
      ? undefined
      : this.edit((rewriter) => {
          rewriter.replace(node, rest.text);
        });
  }

  private foldStatement(node: PyNode): string | undefined {
    const condition = node.type === "if_statement" ? node.field("condition") : undefined;
    const value = condition === undefined ? undefined : this.valueOf(condition);
    const alternatives = node.fields("alternative");
    if (value === undefined || alternatives.some(({ type }) => type === "elif_clause")) return undefined;
    const kept = value ? node.field("consequence") : alternatives[0]?.field("body");
    return this.edit((rewriter) => {
      if (kept === undefined) this.dropStatement(rewriter, node);
      else rewriter.replace(node, this.openedBlock(node, kept));
    });
  }

  /** A statement that never runs goes with its comments and one of the gaps around it. */
  private dropStatement(rewriter: Rewriter, node: PyNode): void {
    const { source } = this.module;
    if (statementsOf(node.parent).length <= 1) {
      closeGap(this.module, rewriter, node);
      return;
    }
    const { start, end } = withComments(source, node);
    const gap = /(?:\n[ \t]*|:[ \t]*)\r?\n$/.test(source.slice(0, start))
      ? (/^(?:[ \t]*\r?\n)+/.exec(source.slice(end))?.[0] ?? "")
      : "";
    rewriter.delete({ start, end: end + gap.length });
  }

  /** The statements of a block, with the comments above them, as they stand where the statement around it stood. */
  private openedBlock(statement: PyNode, block: PyNode): string {
    const { source } = this.module;
    const outer = indentationAt(source, statement.start);
    const inner = indentationAt(source, block.start);
    const { start } = withComments(source, statementsOf(block)[0] ?? block);
    const isOneLine = lineStart(source, block.start) <= statement.start;
    return isOneLine ? block.text : reindent(source.slice(start, block.end), inner, outer).slice(outer.length);
  }

  private edit(change: (rewriter: Rewriter) => void): string {
    const rewriter = new Rewriter(this.module.source);
    change(rewriter);
    return rewriter.render({ start: 0, end: this.module.source.length });
  }

  /** What a condition comes to for every job; undefined where jobs differ. */
  private valueOf(expression: PyNode): boolean | undefined {
    const node = unparenthesized(expression);
    if (node.type === "not_operator") {
      const value = node.field("argument");
      const inner = value === undefined ? undefined : this.valueOf(value);
      return inner === undefined ? undefined : !inner;
    }
    if (node.type === "call") return this.checkedType(node);
    if (node.type === "identifier") return this.roleOf(node) === "job" ? true : undefined;
    return this.comparedValue(node);
  }

  private comparedValue(node: PyNode): boolean | undefined {
    const compared = comparison(node);
    if (compared === undefined) return undefined;
    const { left, operator, right } = compared;
    if (operator === "in" || operator === "not in") {
      const isCertain = stringValue(left) === "input" && this.roleOf(right) === "job";
      return isCertain ? operator === "in" : undefined;
    }
    const isNoneCheck = right.type === "none" && this.roleOf(left) !== undefined;
    if (!isNoneCheck) return undefined;
    return operator === "is not" || operator === "!="
      ? true
      : operator === "is" || operator === "=="
        ? false
        : undefined;
  }

  /** `isinstance(job_input, dict)`: an object is a `dict` and no other builtin type. */
  private checkedType(call: PyNode): boolean | undefined {
    const [value, type] = positionalArguments(call);
    if (call.field("function")?.text !== "isinstance" || value === undefined || type === undefined) return undefined;
    return this.roleOf(value) === undefined ? undefined : isDictionaryType(type);
  }

  /** What an expression is on every path; a name that may mean something else is nothing here. */
  private roleOf(expression: PyNode): JobRole | undefined {
    const known = this.roles.of(expression);
    if (known?.isCertain !== true) return undefined;
    return known.meaning === "job" || known.meaning === "input" ? known.meaning : undefined;
  }
}

/** Undefined for a type that is not known by its name. */
function isDictionaryType(type: PyNode): boolean | undefined {
  const names = type.type === "tuple" ? type.namedChildren.map(({ text }) => text) : [type.text];
  if (names.includes("dict")) return true;
  return names.every((name) => OTHER_TYPES.has(name)) ? false : undefined;
}

const OTHER_TYPES: ReadonlySet<string> = new Set(["str", "bytes", "list", "tuple", "set", "int", "float", "bool"]);
