import type { PyNode } from "../../../python/node.js";
import type { InputField } from "../../../runpod/input-fields.js";
import type { FunctionFlow } from "../../../runpod/job-flow.js";

/**
 * The types of what reads of the input give: the model is strict, so that a field holds a value of its type. Not where
 * the field may be absent or null, and not where the code puts a value of its own under the key.
 */
export function typesOfReads(
  fields: readonly InputField[],
  flows: readonly FunctionFlow[],
): ReadonlyMap<PyNode, string> {
  const stored = new Set(flows.flatMap(({ stores }) => stores.map(({ key }) => key)));
  const settled = fields.filter((field) => isSettled(field) && !stored.has(field.key));
  const typed = settled.flatMap(({ type, reads }) =>
    reads.filter(({ form, isCertain }) => form !== "has" && isCertain).map(({ node }) => [node, type] as const),
  );
  return new Map(typed);
}

function isSettled({ type, isNullable, isLax, isRequired, default: value }: InputField): boolean {
  if (isNullable || isLax || !/^(?:str|int|float|bool)$/.test(type)) return false;
  return isRequired || (value !== undefined && isOfType(value, type));
}

/** A model does not look at its defaults. */
function isOfType(literal: string, type: string): boolean {
  return LITERALS.some(({ form, types }) => form.test(literal) && types.includes(type));
}

const LITERALS: readonly { readonly form: RegExp; readonly types: readonly string[] }[] = [
  { form: /^(?:"[^"]*"|'[^']*')$/, types: ["str"] },
  { form: /^-?\d+$/, types: ["int", "float"] },
  { form: /^-?(?:\d+\.\d*|\.\d+)(?:e-?\d+)?$/i, types: ["float"] },
  { form: /^(?:True|False)$/, types: ["bool"] },
];
