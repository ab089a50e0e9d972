import { DEFAULT_SETTINGS, type ServerSettings } from "../protocol.js";
import { RULE_NAMES, type RuleName } from "../migration/rules/names.js";

/** Reads settings that come from outside: what is missing or of another type is as if the user had not set it. */
export function readSettings(value: unknown): ServerSettings {
  const { enable, select, ignore } = record(record(value)["diagnostics"]);
  return {
    diagnostics: {
      enable: typeof enable === "boolean" ? enable : DEFAULT_SETTINGS.diagnostics.enable,
      select: ruleNames(select),
      ignore: ruleNames(ignore),
    },
  };
}

/** Whether a rule's findings are shown. */
export function isShown({ diagnostics: { enable, select, ignore } }: ServerSettings, rule: RuleName): boolean {
  return enable && (select.length === 0 || select.includes(rule)) && !ignore.includes(rule);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function ruleNames(value: unknown): readonly RuleName[] {
  return Array.isArray(value) ? RULE_NAMES.filter((name) => value.includes(name)) : [];
}
