import { VALIDATE_NAMES } from "../../runpod/names.js";
import { validateArguments } from "../../runpod/validation.js";
import type { Environment, PlacedUnit } from "./environment.js";
import { partOf, type Unit } from "./unit.js";

/** The names that some `validate(…, SCHEMA)` of the file takes as its schema. */
export function schemaNames(units: readonly PlacedUnit[], environment: Environment): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { unit } of units) {
    if (unit.text.includes("validate")) for (const name of namesIn(unit, environment)) names.add(name);
  }
  return names;
}

function namesIn(unit: Unit, environment: Environment): readonly string[] {
  const key = `schemas:${environment.keyFor(unit)}`;
  const known = unit.results.get(key) as readonly string[] | undefined;
  if (known !== undefined) return known;
  const { names } = partOf(unit, environment);
  const found: string[] = [];
  for (const call of unit.root.walk()) {
    const callee = call.type === "call" ? call.field("function") : undefined;
    if (callee === undefined || !VALIDATE_NAMES.has(names.of(callee) ?? "")) continue;
    const schema = validateArguments(call).schema;
    if (schema?.type === "identifier") found.push(schema.text);
  }
  unit.results.set(key, found);
  return found;
}
