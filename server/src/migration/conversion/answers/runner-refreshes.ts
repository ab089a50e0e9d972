import { spanOf } from "../../../python/span.js";
import { indentationAt, lineStart } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { Part, Rewriter } from "../../../python/rewriter.js";
import type { Remark } from "../../report.js";
import { responseName } from "./answer-name.js";
import { enclosingTries, exceptClauses } from "../errors/exceptions.js";
import { freeLocalName } from "../module/free-local-name.js";
import type { PossibleErrors } from "../errors/possible-errors.js";
import { storedRefreshes } from "./stored-refreshes.js";

interface RefreshContext {
  readonly module: PythonModule;
  readonly rewriter: Rewriter;
  readonly handler: PyNode;
  readonly newline: string;
}

/** The header by which fal replaces a runner behind its answer. */
const STOP_RUNNER = '.headers["x-fal-stop-runner"] = "true"';

/**
 * Behind which answers the configuration of `start` has the runner replaced: all, none, or all where a condition of
 * the worker's holds. Errors then keep their own status, whatever is returned beside them: the header is enough.
 */
export type ConfiguredRefresh = "always" | "never" | { readonly condition: string };

/** The statements by which an endpoint sets the header for all its answers. */
export function stopLines(refresh: ConfiguredRefresh, indent: string, response = "response"): readonly string[] {
  if (refresh === "never") return [];
  const stop = response + STOP_RUNNER;
  return refresh === "always" ? [stop] : [`if ${refresh.condition}:`, indent + stop];
}

/** The argument by which a streamed response has the header; undefined where it never has it. */
export function stopArgument(refresh: ConfiguredRefresh): string | undefined {
  if (refresh === "never") return undefined;
  const headers = 'headers={"x-fal-stop-runner": "true"}';
  return refresh === "always" ? headers : `${headers} if ${refresh.condition} else None`;
}

/** `refresh_worker` beside an answer: the runner is replaced behind it, by a header of the response. */
export class RunnerRefreshes {
  readonly notes: Remark[] = [];
  /** Mentions of answers whose `refresh_worker` the header has taken the place of. */
  readonly settled = new Set<PyNode>();
  /** Whether some answer sets the header. */
  isUsed = false;

  constructor(private readonly context: RefreshContext) {}

  /** `result["refresh_worker"] = True` sets the header at once, but beside an error, which then is a 503. */
  settleStored(possibleErrors: PossibleErrors): void {
    const { module, rewriter, handler } = this.context;
    const stored = storedRefreshes(module, handler);
    for (const { mention } of stored) this.settled.add(mention);
    for (const { statement, mention, value } of stored) {
      if (possibleErrors.in(module, mention)) this.settled.delete(mention);
      else
        rewriter.replace(
          statement,
          ...this.stopRunner(statement, value, indentationAt(module.source, statement.start)),
        );
    }
  }

  /** Sets the header right before an answer, which has been made by then where another answer could follow its failure. */
  stopBefore(statement: PyNode, condition: PyNode, value: PyNode): void {
    const { module, rewriter, newline } = this.context;
    const indent = indentationAt(module.source, statement.start);
    if (isFailureCaught(statement) && mayFail(value)) {
      const name = freeLocalName(module, statement, "result");
      const stop = this.stopRunner(statement, condition, indent);
      const span = spanOf(value);
      rewriter.replace(statement, `${name} = `, span, newline + indent, ...stop, `${newline}${indent}return ${name}`);
      return;
    }
    const at = lineStart(module.source, statement.start);
    const parts = this.stopRunner(statement, condition, indent);
    rewriter.replace({ start: at, end: at }, indent, ...parts, newline);
  }

  /** The header, set where a condition holds. */
  private stopRunner(statement: PyNode, condition: PyNode, indent: string): readonly Part[] {
    const { module, newline } = this.context;
    this.isUsed = true;
    this.notes.push({
      rule: "refresh-worker",
      line: module.line(statement),
      reason: "the runner is replaced behind this answer by a response header; a 503 would throw the answer away",
    });
    const stop = responseName(module) + STOP_RUNNER;
    if (condition.type === "true") return [stop];
    const span = spanOf(condition);
    return ["if ", span, `:${newline}${indent}${module.indent}${stop}`];
  }
}

/** Whether the function goes on behind an exception that a statement raises. */
function isFailureCaught(statement: PyNode): boolean {
  return enclosingTries(statement).some((attempt) => exceptClauses(attempt).length > 0);
}

/** Whether making a value can raise: names and literals alone cannot. */
function mayFail(value: PyNode): boolean {
  return [...value.walk()].some((node) => node.named && !CANNOT_FAIL.has(node.type));
}

const CANNOT_FAIL: ReadonlySet<string> = new Set([
  ...["identifier", "string", "string_start", "string_content", "string_end", "integer", "float"],
  ...["true", "false", "none", "dictionary", "pair", "list", "tuple", "comment", "parenthesized_expression"],
]);
