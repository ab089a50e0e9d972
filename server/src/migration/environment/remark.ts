import type { RuleName } from "../rules/names.js";

/** What an inference about the environment tells the reader of the report, besides its answer. */
export interface EnvironmentRemark {
  /** `decision`: a person must do or choose something. `note`: it was chosen and is announced. */
  readonly kind: "decision" | "note";
  readonly rule: RuleName;
  readonly reason: string;
}

export function note(rule: RuleName, reason: string): EnvironmentRemark {
  return { kind: "note", rule, reason };
}

export function decision(rule: RuleName, reason: string): EnvironmentRemark {
  return { kind: "decision", rule, reason };
}

/** Names in backticks, joined as a sentence lists them. */
export function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.at(-1) ?? "";
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(", ")} and ${last}`;
}
