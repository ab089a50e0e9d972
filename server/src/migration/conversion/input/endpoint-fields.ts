import { followHandedOn } from "../../../runpod/handed-on.js";
import { inferFields, type FieldContext, type InputField } from "../../../runpod/input-fields.js";
import type { FunctionFlow } from "../../../runpod/job-flow.js";
import { Callees } from "../callees.js";
import type { CodeIndex } from "../code-index.js";
import type { EndpointContext } from "../handlers/handler-endpoint.js";
import { planValidation, resolveName, type ValidationPlan } from "./validation-plan.js";
import { isErrorReturn } from "../answers/yields.js";

/** What decides about the fields of a handler's input beside the reads of it. */
export function fieldContext(context: EndpointContext): FieldContext {
  const callees = new Callees(context.index);
  return {
    module: context.module,
    handler: context.definition,
    samples: context.surroundings.samples,
    isSuccess: (node) => !isErrorReturn(node),
    isStableDefault: context.isStableDefault,
    resolveValue: (module, node) => resolveName(context.index, module, node),
    resolveCallee: (module, callee) => callees.resolve(module, callee),
  };
}

/** The fields of a handler's input, by all the code that it goes to. */
export function endpointFields(
  context: FieldContext,
  index: CodeIndex,
  flows: readonly FunctionFlow[],
  validation: ValidationPlan,
): readonly InputField[] {
  const handed = followHandedOn(flows, context.resolveCallee);
  const rules = [...validation.rules, ...validation.hints];
  return inferFields(
    context,
    [...flows, ...handed.flows],
    rules.length > 0 ? rules : planValidation(index, handed.flows, { mayReplace: false }).hints,
    handed.declared,
  );
}
