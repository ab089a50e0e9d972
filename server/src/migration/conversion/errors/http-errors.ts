import { spanOf } from "../../../python/span.js";
import { mentionsOf } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { Part, Rewriter } from "../../../python/rewriter.js";
import { ExceptionTypes } from "./exception-lineage.js";
import { caughtName, isHandled, letThrough, ownRaises, raised } from "./exceptions.js";
import type { InputDerived } from "../input/input-derived.js";

interface HttpErrorContext {
  readonly module: PythonModule;
  readonly rewriter: Rewriter;
  readonly handler: PyNode;
  readonly newline: string;
  readonly derived: InputDerived;
}

/** How far up the calls between a worker's own functions are looked at. */
const MAX_CALLS = 8;

/** Failures become HTTP errors, and every `except` on their way to the caller lets them pass. */
export class HttpErrors {
  /** `raise` statements of the worker's own that have become HTTP errors. */
  readonly raised = new Set<PyNode>();
  readonly imports = new Set<string>();
  private readonly types: ExceptionTypes;
  private readonly guarded = new Set<PyNode>();
  private readonly raisingFunctions = new Set<PyNode>();

  constructor(private readonly context: HttpErrorContext) {
    this.types = new ExceptionTypes([context.module]);
  }

  /** A `return` of an error becomes a `raise`; `part` is what of the detail is answered. */
  answer(statement: PyNode, status: number, detail: PyNode, part = ""): void {
    const clause = statement.ancestor("except_clause", "function_definition");
    const cause = clause?.type === "except_clause" ? caughtName(clause) : undefined;
    this.context.rewriter.replace(
      statement,
      `raise HTTPException(status_code=${String(status)}, detail=`,
      spanOf(detail),
      cause === undefined ? `${part})` : `${part}) from ${cause}`,
    );
    this.imports.add("from fastapi import HTTPException");
    this.leaveAt(statement);
  }

  /** An HTTP error that is raised at a statement reaches the end of its function. */
  leaveAt(statement: PyNode): void {
    const { module, rewriter, handler, newline } = this.context;
    this.raisingFunctions.add(statement.ancestor("function_definition") ?? handler);
    letThrough(module, rewriter, statement, this.guarded, newline);
  }

  /** The author's own `raise` must reach the caller with its text. */
  rewriteRaises(definition: PyNode): void {
    for (const statement of ownRaises(definition)) {
      const found = raised(statement);
      const [detail, ...others] = found?.arguments ?? [];
      if (found === undefined || detail === undefined || others.length > 0 || !this.types.isPlain(found.type)) continue;
      if (detail.is("keyword_argument", "list_splat", "generator_expression")) continue;
      const lineage = this.types.lineageOf(found.type);
      if (isHandled(statement, lineage) || this.isHandledByCaller(definition, lineage)) continue;
      const isOfInput = found.type !== "RuntimeError" && this.context.derived.isGuarded(statement);
      const parts = [`raise HTTPException(status_code=${isOfInput ? "422" : "500"}, detail=`, ...text(detail), ")"];
      if (found.cause !== undefined) parts.push(` from ${found.cause.text}`);
      this.context.rewriter.replace(statement, ...parts);
      this.imports.add("from fastapi import HTTPException");
      this.raised.add(statement);
      this.raisingFunctions.add(definition);
    }
  }

  /** Where a handler calls a function that raises HTTP errors inside a `try`, they must pass it. */
  letThroughCallers(): void {
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
}

/** The detail as text: what `str(exception)` gave. */
function text(detail: PyNode): readonly Part[] {
  const span = spanOf(detail);
  const isText =
    detail.is("string", "concatenated_string") || detail.text.startsWith("str(") || isStringOperation(detail);
  return isText ? [span] : ["str(", span, ")"];
}

function isStringOperation(detail: PyNode): boolean {
  return detail.type === "binary_operator" && detail.field("left")?.type === "string";
}
