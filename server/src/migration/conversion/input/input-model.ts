import { pythonString } from "../../../python/literals.js";
import type { Model, ModelField } from "../../../fal/model.js";
import type { InputField } from "../../../runpod/input-fields.js";
import { fieldName } from "../module/model-names.js";

/** Types of which pydantic converts values of other types, unless the model is strict (pydantic 2). */
const CONVERTED = /\b(?:int|float|bool)\b/;

export interface InputModelOptions {
  readonly name: string;
  /** The old worker refused unknown keys. */
  readonly isClosed: boolean;
  /** The whole input goes on to code that may read any key. */
  readonly isOpen: boolean;
}

/** The input model: the fields that the worker reads, as strict as it was. */
export function inputModel(fields: readonly InputField[], options: InputModelOptions): Model {
  const printed = fields.map((field) => modelField(field, options));
  const isStrict = options.isClosed || printed.some(({ type }) => CONVERTED.test(type));
  const config: string[] = [];
  if (options.isClosed) config.push('extra="forbid"');
  else if (options.isOpen) config.push('extra="allow"');
  if (isStrict) config.push("strict=True");
  return { name: options.name, config, configComment: configComment(options, isStrict), fields: printed };
}

/**
 * The model as the dictionary it was made of: under the caller's keys, and without the fields that were left out,
 * unless the old validator filled those in.
 */
export function dumpOf(name: string, fields: readonly InputField[], isFilled = false): string {
  const hasAlias = fields.some(({ key }) => fieldName(key) !== key);
  const options = [...(hasAlias ? ["by_alias=True"] : []), ...(isFilled ? [] : ["exclude_unset=True"])];
  return `${name}.model_dump(${options.join(", ")})`;
}

function configComment({ isClosed, isOpen }: InputModelOptions, isStrict: boolean): string | undefined {
  if (isClosed) return "As the RunPod schema did: no unknown keys, and no value of another type.";
  if (isOpen && isStrict) return "Other keys are passed on, and values are never converted.";
  if (isOpen) return "Other keys are passed on.";
  return isStrict ? "Values are never converted, as before." : undefined;
}

function modelField(field: InputField, { isOpen }: InputModelOptions): ModelField {
  const name = fieldName(field.key);
  // Whoever sees the whole input sees what the caller sent, and not what the code makes of it.
  const isKept = field.isLax && isOpen;
  const type = isKept ? "Any" : withConstraint(field);
  const extra: string[] = [];
  if (field.rule?.constraint?.kind === "limits") extra.push(...field.rule.constraint.arguments);
  if (field.isLax && !isKept) extra.push("strict=False");
  if (field.description !== undefined) extra.push(`description=${pythonString(field.description)}`);
  return {
    name,
    alias: name === field.key ? undefined : field.key,
    type: field.isNullable && !/\bAny\b$/.test(type) ? `${type} | None` : type,
    default: field.default,
    arguments: extra,
    comment: undefined,
  };
}

function withConstraint(field: InputField): string {
  const constraint = field.rule?.constraint;
  if (constraint?.kind === "choice") return `Literal[${constraint.values.join(", ")}]`;
  if (constraint?.kind !== "condition") return field.type;
  return `Annotated[${field.type}, AfterValidator(check_${fieldName(field.key)})]`;
}

/** The functions that check conditions which `Field` cannot say, as Python source by name. */
export function conditionChecks(fields: readonly InputField[]): ReadonlyMap<string, string> {
  const checks = new Map<string, string>();
  for (const field of fields) {
    const constraint = field.rule?.constraint;
    if (constraint?.kind !== "condition") continue;
    const name = `check_${fieldName(field.key)}`;
    checks.set(
      name,
      `def ${name}(${constraint.parameter}):\n    """The constraint of the RunPod schema."""\n    if not (${constraint.source}):\n        raise ValueError("${field.key} does not meet the constraints.")\n    return ${constraint.parameter}`,
    );
  }
  return checks;
}
