import type { InputField } from "../../../runpod/input-fields.js";

/** The fields of a model that several handlers are given: what only some of them read, or read otherwise, is loose. */
export function jointFields(fieldsOfEach: readonly (readonly InputField[])[]): readonly InputField[] {
  const [only, ...others] = fieldsOfEach;
  if (only !== undefined && others.length === 0) return only;
  const byKey = new Map<string, InputField[]>();
  for (const field of fieldsOfEach.flat()) byKey.set(field.key, [...(byKey.get(field.key) ?? []), field]);
  return [...byKey.values()].map((fields) => jointField(fields, fields.length === fieldsOfEach.length));
}

function jointField(fields: readonly InputField[], isReadByAll: boolean): InputField {
  const [first] = fields as readonly [InputField];
  const agrees = (key: keyof InputField): boolean => fields.every((field) => field[key] === first[key]);
  const isRequired = isReadByAll && fields.every((field) => field.isRequired);
  const type = agrees("type") ? first.type : "Any";
  const ownDefault = agrees("default") ? (first.default ?? "None") : "None";
  return {
    ...first,
    type,
    isRequired,
    default: isRequired ? undefined : ownDefault,
    isNullable: type !== "Any" && (fields.some((field) => field.isNullable) || (!isRequired && ownDefault === "None")),
    isLax: fields.some((field) => field.isLax),
    certainty: type === first.type ? first.certainty : { confidence: "low", sources: first.certainty.sources },
    reads: fields.flatMap(({ reads }) => reads),
  };
}
