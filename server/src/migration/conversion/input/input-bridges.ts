import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { assignmentOf, statementOf } from "../../../python/queries.js";
import type { FunctionFlow } from "../../../runpod/job-flow.js";
import { changesKeys } from "../../../runpod/mutations.js";
import type { AccessContext, AccessNeeds } from "./access-context.js";
import { dumpOf } from "./input-model.js";
import { hasOpenUses } from "./open-uses.js";
import { closeGap } from "../module/statements.js";

/** The two bridges of a handler that cannot read the model: a dictionary of the input, or the whole job. */
export class InputBridges {
  constructor(
    private readonly context: AccessContext,
    private readonly needs: AccessNeeds,
  ) {}

  /** One dictionary will do where the job itself is only asked for its input and its id. */
  canBeDictionary(flow: FunctionFlow): boolean {
    const jobUses = [...flow.wholes, ...flow.passes].filter(({ role }) => role === "job");
    const jobReads = flow.reads.filter(({ origin }) => origin === "job");
    return (
      flow.isFollowed &&
      jobUses.every((use) => "kind" in use && use.kind === "truth") &&
      jobReads.length === 0 &&
      !(this.context.isValidated && flow.filled.length > 1 && isChanged(flow)) &&
      flow.roots.length > 0
    );
  }

  asDictionary(flow: FunctionFlow): readonly string[] {
    const { rewriter, module, isValidated } = this.context;
    const { roots } = flow;
    const [first] = roots;
    const isSingle = roots.length === 1 && first !== undefined && assignmentOf(first) !== undefined;
    // The validator of 2023 filled the defaults into the very dictionary that it was given.
    const text = this.dump("input", isValidated && flow.validations.some(({ isList }) => isList));
    if (isSingle && isValidated && flow.filled.length > 0 && !usesRaw(flow)) this.dropStatement(first);
    else for (const root of roots) rewriter.replace(root, isSingle ? text : "job_input");
    if (flow.ids.length > 0) this.needs.needsRequestId = true;
    for (const { node } of flow.ids) rewriter.replace(node, "request_id");
    for (const alias of flow.aliases)
      if (alias.role === "job") for (const assignment of alias.assignments) this.dropStatement(assignment);
    for (const statement of this.context.superfluous) this.dropStatement(statement);
    // With the validator gone, the model itself gives the dictionary that holds the schema's defaults too.
    if (isValidated) for (const node of flow.filled) rewriter.replace(node, this.dump("input", true));
    this.noteOpenUses(flow, first ?? flow.definition, "input", module);
    return isSingle ? [] : [`job_input = ${text}`];
  }

  asJob(flow: FunctionFlow): readonly string[] {
    const { module } = this.context;
    this.noteOpenUses(flow, flow.definition, "job", module);
    this.needs.needsRequestId = true;
    return [`${flow.parameter.name} = {"id": request_id, "input": ${this.dump("input")}}`];
  }

  /** Where the whole input is passed on anyway, handing on a dictionary bridges nothing. */
  private noteOpenUses(flow: FunctionFlow, at: PyNode, kind: "input" | "job", module: PythonModule): void {
    this.needs.isOpen = hasOpenUses(this.context.flows, flow.definition);
    const isHandedOn = flow.wholes.some((whole) => whole.kind === "unknown" || whole.kind === "spread");
    const isRead =
      flow.reads.length > 0 || flow.wholes.some((whole) => whole.kind === "mutation" || whole.kind === "dynamic-key");
    if (!isHandedOn || isRead || kind === "job") this.needs.bridges.push({ kind, line: module.line(at) });
  }

  /** The input as a dictionary: what the caller sent, and where a validator filled it in, the defaults too. */
  private dump(name: string, isFilled = false): string {
    return dumpOf(name, this.context.fields, isFilled && this.context.isValidated);
  }

  private dropStatement(node: PyNode): void {
    closeGap(this.context.module, this.context.rewriter, statementOf(node));
  }
}

/** Whether anything but the validator reads the input as the caller sent it. */
function usesRaw(flow: FunctionFlow): boolean {
  return [...flow.reads, ...flow.named, ...flow.stores, ...flow.wholes, ...flow.passes].some(
    (use) => !use.isValidated && ("origin" in use ? use.origin : use.role) === "input",
  );
}

/** Whether the code changes the dictionary, so that all its mentions must be the same one. */
function isChanged(flow: FunctionFlow): boolean {
  return flow.passes.length > 0 || changesKeys(flow);
}
