import type { Control } from "./protocol.js";
import { t } from "./localize.js";

export type NumberControl = Extract<Control, { kind: "number" }>;

/** The number of a text, or why it is none that the app accepts. */
export function readNumber(text: string, control: NumberControl): { readonly value?: number; readonly error?: string } {
  const value = Number(text.replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(value)) return { error: t("Enter a number") };
  if (control.integer && !Number.isInteger(value)) return { error: t("Enter a whole number") };
  const error = LIMITS.map((limit) => limit(value, control)).find((each) => each !== undefined);
  return error === undefined ? { value } : { error };
}

const LIMITS: readonly ((value: number, control: NumberControl) => string | undefined)[] = [
  (value, { minimum }) => (minimum !== undefined && value < minimum ? t("At least {0}", minimum) : undefined),
  (value, { maximum }) => (maximum !== undefined && value > maximum ? t("At most {0}", maximum) : undefined),
  (value, { exclusiveMinimum: limit }) =>
    limit !== undefined && value <= limit ? t("Greater than {0}", limit) : undefined,
  (value, { exclusiveMaximum: limit }) =>
    limit !== undefined && value >= limit ? t("Less than {0}", limit) : undefined,
];

/** What a field of numbers says about its limits. */
export function limitsText({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: NumberControl): string {
  const low = minimum === undefined ? (exclusiveMinimum === undefined ? "" : `> ${exclusiveMinimum}`) : `≥ ${minimum}`;
  const high = maximum === undefined ? (exclusiveMaximum === undefined ? "" : `< ${exclusiveMaximum}`) : `≤ ${maximum}`;
  return [low, high].filter((each) => each !== "").join(", ");
}
