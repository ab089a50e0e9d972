import { isAsync, isGenerator, positionalArguments, statementsOf, undecorated } from "../../python/queries.js";
import type { PyNode } from "../../python/node.js";
import type { PythonModule } from "../../python/module.js";
import type { Span } from "../../python/span.js";
import { findStartCalls, startStatement, type StartCall } from "../../runpod/start-calls.js";
import { handlerDefinition } from "../../runpod/worker.js";
import type { RegisteredHandler, RegisteredStart, RegistrationContext } from "../rules/rule.js";
import type { Environment, PlacedUnit } from "./environment.js";
import { HandlerTargets, placedDefinitions, unwrapped, type HandlerTarget } from "./handler-targets.js";
import { partOf, type Unit } from "./unit.js";
import type { UnitCache } from "./unit-cache.js";

/** The statements that register handlers, joined to a text of their own, and what they register. */
export interface Registration extends RegistrationContext {
  /** Every function that is given a job, wherever in the file it is defined. */
  readonly handlers: readonly HandlerTarget[];
  /** The functions and classes of the module in which `start` is called. */
  readonly starters: ReadonlySet<string>;
  /** A span of the joined text, in the file. */
  place(span: Span): Span;
}

const MAY_START = /\bstart\s*\(/;

/** Reads the registration of a file; undefined where nothing calls `start`. */
export function readRegistration(
  cache: UnitCache,
  environment: Environment,
  units: readonly PlacedUnit[],
): Registration | undefined {
  const aliases = environment.namesOf("runpod.serverless.start");
  const mayStart = ({ text, moduleNames }: Unit): boolean =>
    MAY_START.test(text) || aliases.some((alias) => moduleNames.includes(alias));
  const starting = units.filter(({ unit }) => mayStart(unit) && callsStart(unit, environment));
  if (starting.length === 0) return undefined;
  const joined = withConfiguration(starting, units);
  const text = joined.map(({ unit }) => unit.text).join("\n");
  const unit = joined.length === 1 ? joined[0]?.unit : cache.get(text);
  if (unit === undefined) return undefined;
  const module = partOf(unit, environment);
  const starts = findStartCalls(module).map((start) =>
    register(module, environment, withGivenFunction(environment, module, start)),
  );
  const targets = new HandlerTargets(environment, withOffsets(joined), module);
  const given = starts.flatMap(({ start }) => (start.handler === undefined ? [] : targets.of(start.handler)));
  return {
    module,
    starts,
    starters: new Set(starting.flatMap(({ unit }) => [...unit.definitions.keys()])),
    handlers: given.filter(
      ({ definition }, index) => given.findIndex((one) => one.definition === definition) === index,
    ),
    place: (span) => placeSpan(joined, span),
  };
}

function callsStart(unit: Unit, environment: Environment): boolean {
  const key = `starts:${environment.keyFor(unit)}`;
  const known = unit.results.get(key);
  if (known !== undefined) return known as boolean;
  const calls = findStartCalls(partOf(unit, environment)).length > 0;
  unit.results.set(key, calls);
  return calls;
}

/** The starting statements, those that build the configuration they name, and what stands behind a bare `start`. */
function withConfiguration(starting: readonly PlacedUnit[], units: readonly PlacedUnit[]): readonly PlacedUnit[] {
  const names = new Set(starting.flatMap(({ unit }) => unit.moduleNames));
  const bare = starting.find(({ unit }) => unit.root.namedChildren[0]?.type === "expression_statement");
  return units.filter((placedUnit) => {
    if (starting.includes(placedUnit)) return true;
    const { unit } = placedUnit;
    if (unit.definitions.size > 0 || unit.text.length > 4_000) return false;
    if (bare !== undefined && placedUnit.start > bare.start && unit.root.namedChildren.length > 0) return true;
    const binds = [...unit.scopes.module.bindings.keys()];
    const stores = /^(\w+)\[["']/.exec(unit.text)?.[1];
    const isImport = unit.root.children[0]?.type.includes("import") === true;
    return !isImport && (binds.some((name) => names.has(name)) || (stores !== undefined && names.has(stores)));
  });
}

/** The statements with where each begins in the joined text. */
function withOffsets(joined: readonly PlacedUnit[]): readonly (PlacedUnit & { offset: number })[] {
  let end = 0;
  return joined.map((placedUnit) => {
    const offset = end;
    end += placedUnit.unit.text.length + 1;
    return { ...placedUnit, offset };
  });
}

function placeSpan(joined: readonly PlacedUnit[], span: Span): Span {
  let offset = 0;
  for (const { unit, start } of joined) {
    if (span.start <= offset + unit.text.length) {
      const shift = start - offset;
      return { start: span.start + shift, end: Math.min(span.end, offset + unit.text.length) + shift };
    }
    offset += unit.text.length + 1;
  }
  return span;
}

/** `start(handler)` with a function that stands elsewhere in the file. */
function withGivenFunction(environment: Environment, module: PythonModule, start: StartCall): StartCall {
  const [argument] = start.handler === undefined ? positionalArguments(start.call) : [];
  if (argument === undefined || placedDefinitions(environment, module, argument).length === 0) return start;
  return { ...start, form: "misuse", handler: argument, isComplete: true };
}

function register(module: PythonModule, environment: Environment, start: StartCall): RegisteredStart {
  const modifier = start.options.get("concurrency_modifier");
  return {
    start,
    handler: start.handler === undefined ? undefined : readHandler(module, environment, start.handler),
    modifier: modifier === undefined ? undefined : definitionFor(module, environment, modifier),
    codeAfter: codeAfter(start),
  };
}

function readHandler(module: PythonModule, environment: Environment, expression: PyNode): RegisteredHandler {
  const node = unwrapped(module, expression);
  const definition = definitionFor(module, environment, node);
  const isClass = definition?.type === "class_definition";
  const isFunction = definition !== undefined && !isClass;
  return {
    expression,
    kind: isClass ? "class" : isFunction ? "function" : node.type === "call" ? "call" : "other",
    definition,
    isAsync: isFunction && isAsync(definition),
    isGenerator: isFunction && isGenerator(definition),
  };
}

function definitionFor(module: PythonModule, environment: Environment, node: PyNode): PyNode | undefined {
  return handlerDefinition(module, node) ?? placedDefinitions(environment, module, node)[0]?.definition;
}

/** What stands behind `start`, which never returns: in its block, or in the file. */
function codeAfter(start: StartCall): readonly Span[] {
  const statement = startStatement(start);
  const rest = statementsOf(statement.parent).filter((other) => other.start >= statement.end);
  const running = rest.filter((other) => !isHarmless(other));
  if (statement.parent?.type === "module") return running.filter(({ text }) => !MAY_START.test(text));
  const [first, last] = [running[0], rest.at(-1)];
  return first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end }];
}

/** Definitions and imports do nothing that would be missed. */
function isHarmless(statement: PyNode): boolean {
  return undecorated(statement).is("function_definition", "class_definition") || statement.type.includes("import");
}
