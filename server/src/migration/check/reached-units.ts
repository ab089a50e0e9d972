import { undecorated } from "../../python/queries.js";
import type { Environment, PlacedUnit } from "./environment.js";
import type { Registration } from "./registration.js";
import type { Unit } from "./unit.js";

/** The statements whose functions or classes run for a job: those that the handlers mention, and so on. */
export function reachableUnits(environment: Environment, registration: Registration): ReadonlySet<Unit> {
  return reached(
    environment,
    registration.handlers.map(({ unit }) => unit),
  );
}

/** The statements whose functions or classes the code of the module calls before the first job, and those they call. */
export function unitsCalledAtStart(environment: Environment, units: readonly PlacedUnit[]): ReadonlySet<Unit> {
  const called = units.flatMap(({ unit }) => (isDefinition(unit) ? [] : calledFrom(environment, unit)));
  return reached(environment, called, calledFrom);
}

function isDefinition({ root }: Unit): boolean {
  const statement = root.namedChildren[0];
  return statement !== undefined && undecorated(statement).is("function_definition", "class_definition");
}

type Neighbours = (environment: Environment, unit: Unit) => readonly Unit[];

function reached(
  environment: Environment,
  first: readonly Unit[],
  next: Neighbours = mentionedFrom,
): ReadonlySet<Unit> {
  const found = new Set<Unit>();
  const queue = [...first];
  for (let unit = queue.pop(); unit !== undefined; unit = queue.pop()) {
    if (found.has(unit)) continue;
    found.add(unit);
    queue.push(...next(environment, unit).filter((other) => !found.has(other)));
  }
  return found;
}

function mentionedFrom(environment: Environment, unit: Unit): readonly Unit[] {
  return unit.moduleNames.flatMap((name) => environment.definitionOf(name)?.unit ?? []);
}

/** A function that is only handed on, as a handler is to `start`, is not called. */
function calledFrom(environment: Environment, unit: Unit): readonly Unit[] {
  return calledNames(unit).flatMap((name) => environment.definitionOf(name)?.unit ?? []);
}

function calledNames(unit: Unit): readonly string[] {
  const known = unit.results.get("called") as readonly string[] | undefined;
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (const node of unit.root.walk()) {
    const callee = node.type === "call" ? node.field("function") : undefined;
    if (callee?.type === "identifier") names.add(callee.text);
  }
  const called = unit.moduleNames.filter((name) => names.has(name));
  unit.results.set("called", called);
  return called;
}
