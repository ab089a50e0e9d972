import type { Model } from "../../../fal/model.js";
import type { InputField } from "../../../runpod/input-fields.js";
import { listed } from "../../environment/remark.js";
import type { EndpointReport, Remark } from "../../report.js";

/** What a field changes for callers: in the main those that sent numbers in another form. */
interface TypeChange {
  readonly concerns: (field: InputField) => boolean;
  readonly reason: (names: string, isOne: boolean) => string;
}

const CHANGES: readonly TypeChange[] = [
  {
    concerns: ({ rule, type }) => rule !== undefined && type === "int",
    reason: (names, isOne) =>
      `${names} ${isOne ? "is an integer" : "are integers"}: RunPod's validator took \`true\` for 1, the \`Input\` model refuses it with 422`,
  },
  {
    concerns: ({ isLax, type }) => isLax && type === "int",
    reason: (names, isOne) =>
      `${names} ${isOne ? "is" : "are"} cast by the code, so text is taken too; pydantic takes "12.0", which \`int()\` refused, and refuses 12.9, which \`int()\` cut off`,
  },
  {
    concerns: ({ rule, isLax, type }) => rule === undefined && !isLax && type === "int",
    reason: (names, isOne) =>
      `${names} ${isOne ? "is an integer" : "are integers"}: a whole number that is sent as 20.0 is refused with 422; RunPod handed it to the code`,
  },
  {
    concerns: ({ isOutsideSchema }) => isOutsideSchema === true,
    reason: (names, isOne) =>
      `the schema does not know ${names}, so RunPod's validator refused whoever sent ${isOne ? "it" : "them"}; the app takes ${isOne ? "it" : "them"}, as the code behind the validator does`,
  },
  {
    concerns: ({ rule, isLax, type }) => rule === undefined && !isLax && type === "float",
    reason: (names, isOne) =>
      `${names} ${isOne ? "is a float" : "are floats"}: 7 arrives as 7.0, which shows where the code prints it or counts with it`,
  },
];

/** Notes on what the types of the fields change, each once with the fields that it concerns. */
export function fieldNotes(fields: readonly InputField[]): readonly Remark[] {
  return CHANGES.flatMap(({ concerns, reason }) => {
    const found = fields.filter(concerns);
    const first = found[0];
    if (first === undefined) return [];
    const names = listed(found.map(({ key }) => key));
    return [{ rule: "input-type", line: first.line, reason: reason(names, found.length === 1) }];
  });
}

/** Endpoints with the fields of the input that they share. */
export function withFields(
  endpoints: readonly EndpointReport[],
  fields: readonly InputField[],
  model: Model,
): readonly EndpointReport[] {
  const reported = fields.map((field, index) => ({
    name: field.key,
    type: model.fields[index]?.type ?? field.type,
    required: field.isRequired,
    default: field.default ?? null,
    confidence: field.certainty.confidence,
    source: field.certainty.sources.join(", "),
  }));
  return endpoints.map((endpoint) => ({ ...endpoint, fields: reported }));
}
