import { spanOf } from "../../../python/span.js";
import type { PyNode } from "../../../python/node.js";
import { statementOf } from "../../../python/queries.js";
import type { Part } from "../../../python/rewriter.js";
import type { InputField } from "../../../runpod/input-fields.js";
import type { FieldRead, FieldStore, FunctionFlow, Pass, WholeUse } from "../../../runpod/job-flow.js";
import { isStoredBefore } from "../../../runpod/presence.js";
import type { AccessContext, AccessNeeds } from "./access-context.js";
import { dumpOf } from "./input-model.js";
import { fieldName } from "../module/model-names.js";
import { hasOpenUses, isShown } from "./open-uses.js";
import { closeGap } from "../module/statements.js";
import type { TypedFlows } from "./typed-flows.js";
import { keepsValue } from "./typed-stores.js";

/** Rewrites the reads of functions that are given the model: `job_input["prompt"]` becomes `input.prompt`. */
export class TypedAccess {
  constructor(
    private readonly context: AccessContext,
    private readonly fieldOf: ReadonlyMap<string, InputField>,
    private readonly typed: TypedFlows,
    private readonly needs: AccessNeeds,
  ) {}

  rewrite(): void {
    for (const flow of this.typed.flows) this.rewriteFlow(flow);
  }

  private rewriteFlow(flow: FunctionFlow): void {
    const name = this.inputName(flow);
    if (flow.definition !== this.context.handler) this.rewriteParameter(flow, name);
    for (const store of flow.stores) this.rewriteStore(store, name);
    for (const read of flow.reads) this.rewriteRead(read, name);
    for (const { node } of flow.ids) this.replaceId(node);
    for (const whole of flow.wholes) this.rewriteWhole(whole, name);
    for (const pass of flow.passes) this.rewritePass(pass, name);
    for (const alias of flow.aliases) for (const assignment of alias.assignments) this.dropStatement(assignment);
    for (const statement of this.context.superfluous)
      if (flow.definition.contains(statement)) this.dropStatement(statement);
  }

  /** The parameter holds a model now, whatever its annotation said. */
  private rewriteParameter({ definition, parameter: { identifier, node } }: FunctionFlow, name: string): void {
    const isMethodsOwn =
      node.field("type") === undefined && !this.typed.takingId.has(definition) && identifier.text === name;
    if (!isMethodsOwn)
      this.context.rewriter.replace(node, this.typed.takingId.has(definition) ? `${name}, request_id` : name);
  }

  private inputName(flow: FunctionFlow): string {
    return flow.definition === this.context.handler || flow.role === "job" ? "input" : flow.parameter.name;
  }

  private rewriteRead(read: FieldRead, name: string): void {
    const { rewriter } = this.context;
    const field = this.fieldOf.get(read.key);
    if (field === undefined) {
      this.settleRefused(read);
      return;
    }
    const attribute = `${name}.${fieldName(read.key)}`;
    if (read.form === "has") {
      rewriter.replace(
        read.node,
        `${quoted(read.node, fieldName(read.key))} ${read.isNegated ? "not in" : "in"} ${name}.model_fields_set`,
      );
      return;
    }
    if (read.form === "setdefault" && read.node.parent?.type === "expression_statement") {
      this.dropStatement(read.node);
      return;
    }
    if (this.hasFieldDefault(read, field)) {
      rewriter.replace(read.node, attribute);
      return;
    }
    const fallback: readonly Part[] = read.default === undefined ? ["None"] : [spanOf(read.default)];
    const condition = ` if ${quoted(read.node, fieldName(read.key))} in ${name}.model_fields_set else `;
    const [open, close] = standsAlone(read.node) ? ["", ""] : ["(", ")"];
    rewriter.replace(read.node, `${open}${attribute}${condition}`, ...fallback, close);
  }

  /** A key that the model refuses is never there. */
  private settleRefused(read: FieldRead): void {
    const parts: readonly Part[] =
      read.form === "has"
        ? [read.isNegated ? "True" : "False"]
        : read.default === undefined
          ? ["None"]
          : isSelfContained(read.default)
            ? [spanOf(read.default)]
            : ["(", spanOf(read.default), ")"];
    this.context.rewriter.replace(read.node, ...parts);
  }

  /** `job_input["seed"] = …` becomes `input.seed = …`; where only the default is put in its place, nothing is left. */
  private rewriteStore(store: FieldStore, name: string): void {
    const field = this.fieldOf.get(store.key);
    if (field === undefined) return;
    if (keepsValue(store, field)) this.dropStatement(store.node);
    else this.context.rewriter.replace(store.node, `${name}.${fieldName(store.key)}`);
  }

  private hasFieldDefault(read: FieldRead, field: InputField): boolean {
    if (isStoredBefore(read)) return true;
    const isFilled = read.isValidated && field.rule !== undefined; // the validator knew the key
    if (isFilled || field.isRequired || read.form === "subscript") return true;
    if (read.form === "pop" && read.default === undefined) return true;
    return (read.default?.text ?? "None") === (field.default ?? "None");
  }

  private replaceId(node: PyNode): void {
    this.needs.needsRequestId = true;
    this.context.rewriter.replace(node, "request_id");
  }

  private rewriteWhole(whole: WholeUse, name: string): void {
    const { rewriter } = this.context;
    if (whole.kind === "truth") {
      rewriter.replace(whole.node, `${name}.model_fields_set`);
      return;
    }
    if (whole.kind !== "harmless" || !isShown(whole.node)) this.needs.isOpen = true;
    rewriter.replace(
      whole.node,
      whole.role === "job" && !isShown(whole.node) && whole.node.ancestor("interpolation") === undefined
        ? this.job(name)
        : this.dump(name, whole.isValidated),
    );
  }

  private rewritePass(pass: Pass, name: string): void {
    const { rewriter, flows, module } = this.context;
    const target = flows.find(({ definition }) => definition === pass.target);
    if (target !== undefined && this.typed.flows.has(target)) {
      rewriter.replace(pass.node, this.typed.takingId.has(target.definition) ? `${name}, request_id` : name);
      return;
    }
    if (pass.role === "input") {
      rewriter.replace(pass.node, this.dump(name, pass.isValidated));
      this.needs.bridges.push({ kind: "input", line: module.line(pass.node) });
    } else {
      rewriter.replace(pass.node, this.job(name));
      this.needs.bridges.push({ kind: "job", line: module.line(pass.node) });
    }
    this.needs.isOpen ||= hasOpenUses(this.context.flows, pass.target);
  }

  private job(name: string): string {
    this.needs.needsRequestId = true;
    return `{"id": request_id, "input": ${this.dump(name)}}`;
  }

  /** The input as a dictionary: what the caller sent, and where a validator filled it in, the defaults too. */
  private dump(name: string, isFilled = false): string {
    return dumpOf(name, this.context.fields, isFilled && this.context.isValidated);
  }

  private dropStatement(node: PyNode): void {
    closeGap(this.context.module, this.context.rewriter, statementOf(node));
  }
}

/** A string in the quotes that the f-string around it leaves free. */
function quoted(node: PyNode, text: string): string {
  const outer = node.ancestor("string");
  const quote = outer?.children[0]?.text.includes('"') === true ? "'" : '"';
  return `${quote}${text}${quote}`;
}

/** Whether an expression is one operand wherever it stands. */
function isSelfContained({ type }: PyNode): boolean {
  return !/_operator$|^(?:lambda|await|conditional_expression|named_expression)$/.test(type);
}

/** Whether an expression fills a place where a conditional expression needs no parentheses. */
function standsAlone(node: PyNode): boolean {
  const parent = node.parent;
  if (parent === undefined || parent.type === "interpolation") return false;
  return parent.is(
    "assignment",
    "keyword_argument",
    "argument_list",
    "return_statement",
    "pair",
    "parenthesized_expression",
    "expression_statement",
  );
}
