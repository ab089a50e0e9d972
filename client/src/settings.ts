import { workspace, type Uri } from "vscode";
import { SETTINGS_SECTION } from "../../server/src/protocol.js";
import type { SETTINGS } from "./names.js";

type Widened<Value> = Value extends string
  ? string
  : Value extends number
    ? number
    : Value extends boolean
      ? boolean
      : Value;

/** A setting as it holds for a file; package.json has every default. */
export function setting<Name extends keyof typeof SETTINGS>(
  name: Name,
  resource?: Uri,
): Widened<(typeof SETTINGS)[Name]> {
  const value = workspace.getConfiguration(SETTINGS_SECTION, resource).get<Widened<(typeof SETTINGS)[Name]>>(name);
  if (value === undefined) throw new Error(`The setting ${SETTINGS_SECTION}.${name} is not in package.json.`);
  return value;
}
