import { statementOf } from "../../../python/queries.js";
import type { Rewriter } from "../../../python/rewriter.js";
import type { Worker } from "../../../runpod/worker.js";
import { handOut, isHandedOut } from "./handed-out.js";
import type { ImportPlan } from "../imports/imports.js";
import type { Layout } from "../module/layout.js";
import { attributeName } from "../module/names.js";
import type { PlannedHandler } from "./planned-handlers.js";

export interface KeptHandler {
  /** How the endpoint calls the handler. */
  readonly callee: string;
  /** Imports that the call needs where it stands. */
  readonly imports: readonly string[];
}

/** Handlers that stay what they are, a value, and are kept where their endpoint can call them. */
export class KeptHandlers {
  /** Lines of `setup()` that keep a value on the App. */
  readonly setupLines: string[] = [];

  constructor(
    private readonly worker: Worker,
    private readonly layout: Layout,
    private readonly rewriter: Rewriter,
    private readonly imports: ImportPlan,
    private readonly freeAttribute: (wanted: string) => string,
  ) {}

  keep(planned: PlannedHandler): KeptHandler {
    const { handler } = planned;
    if (isHandedOut(this.worker) || this.worker.isChoice) return this.keepWhereStarted(planned);
    const rendered = this.rewriter.render(handler.expression);
    const imports = this.imports.inFunctions.get(handler.expression) ?? [];
    if (/^[\w.]+$/.test(rendered)) return { callee: rendered, imports };
    const name = this.attribute(planned);
    this.setupLines.push(...imports.filter((line) => !this.isImported(line)), `self.${name} = ${rendered}`);
    return { callee: `self.${name}`, imports: [] };
  }

  private keepWhereStarted(planned: PlannedHandler): KeptHandler {
    const name = this.attribute(planned);
    if (isHandedOut(this.worker)) handOut(this.worker, this.layout, this.rewriter, name);
    else this.keepChoice(name);
    return { callee: `self.${name}`, imports: [] };
  }

  private attribute({ handler, methodName }: PlannedHandler): string {
    return this.freeAttribute(attributeName(handler.name === methodName ? "run_job" : handler.name));
  }

  /** Where one of several handlers was started, it is kept. */
  private keepChoice(attribute: string): void {
    for (const { call, handler } of this.worker.starts)
      if (handler !== undefined) this.rewriter.replace(statementOf(call), `self.${attribute} = `, handler);
  }

  /** Whether `setup()` has an import already. */
  private isImported(line: string): boolean {
    return this.setupLines.includes(line) || this.imports.setup.some(({ source }) => source === line);
  }
}
