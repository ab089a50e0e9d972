import type { Bridge } from "../../report.js";
import { AccessNeeds, type AccessContext } from "./access-context.js";
import { InputBridges } from "./input-bridges.js";
import { TypedAccess } from "./typed-access.js";
import { TypedFlows } from "./typed-flows.js";

export interface InputAccess {
  /** Whether the caller's whole input goes on to code that may read any key. */
  readonly isOpen: boolean;
  readonly needsRequestId: boolean;
  readonly bridges: readonly Bridge[];
  /** First statements of the endpoint's method. */
  readonly prologue: readonly string[];
}

/** Chooses the highest rung on which every read keeps its meaning, and rewrites the reads. */
export function rewriteAccess(context: AccessContext): InputAccess {
  const needs = new AccessNeeds();
  const prologue = rewriteReads(context, needs);
  const { bridges, isOpen, needsRequestId } = needs;
  return { prologue, bridges, isOpen, needsRequestId };
}

/** The lines with which the method begins: none where the model's own fields are read. */
function rewriteReads(context: AccessContext, needs: AccessNeeds): readonly string[] {
  const { flows, fields, handler } = context;
  const flow = flows.find(({ definition }) => definition === handler);
  if (flow === undefined) return [];
  const fieldOf = new Map(fields.map((field) => [field.key, field]));
  const typed = new TypedFlows(context, fieldOf);
  if (typed.flows.has(flow)) {
    new TypedAccess(context, fieldOf, typed, needs).rewrite();
    return [];
  }
  const bridges = new InputBridges(context, needs);
  return bridges.canBeDictionary(flow) ? bridges.asDictionary(flow) : bridges.asJob(flow);
}
