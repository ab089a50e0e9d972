import { assignedAt, bindsOf, onlyValue } from "../../python/bindings.js";
import { isAsync, isGenerator, positionalArguments, statementsOf, undecorated } from "../../python/queries.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import type { PythonModule } from "../../python/module.js";
import type { Span } from "../../python/span.js";
import { findStartCalls, startStatement, type StartCall } from "../../runpod/start-calls.js";
import { handlerDefinition } from "../../runpod/worker.js";
import type { RegisteredHandler, RegisteredStart, RegistrationContext } from "../rules/rule.js";
import type { Environment, PlacedDefinition, PlacedUnit } from "./environment.js";
import { partOf, type Unit } from "./unit.js";
import type { UnitCache } from "./unit-cache.js";

/** The statements that register handlers, joined to a text of their own, and what they register. */
export interface Registration extends RegistrationContext {
  /** Every function that is given a job, wherever in the file it is defined. */
  readonly handlers: readonly PlacedDefinition[];
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
  const given = starts.flatMap(({ start }) => (start.handler === undefined ? [] : candidates(module, start.handler)));
  return {
    module,
    starts,
    starters: new Set(starting.flatMap(({ unit }) => [...unit.definitions.keys()])),
    handlers: given.flatMap((node) => [...placed(environment, module, node), ...inner(joined, module, node)]),
    place: (span) => placeSpan(joined, span),
  };
}

/** A handler that the registering statements define themselves, a lambda or a function inside `main`, in its own unit. */
function inner(joined: readonly PlacedUnit[], module: PythonModule, node: PyNode): readonly PlacedDefinition[] {
  const definition = handlerDefinition(module, node);
  if (definition === undefined) return [];
  const { start } = placeSpan(joined, definition);
  return joined.flatMap(({ unit, start: offset }) => {
    if (start < offset || start >= offset + unit.text.length) return [];
    for (const own of unit.root.walk())
      if (own.type === definition.type && own.start === start - offset) return [{ unit, definition: own }];
    return [];
  });
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
  if (argument === undefined || placed(environment, module, argument).length === 0) return start;
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
  return handlerDefinition(module, node) ?? placed(environment, module, node)[0]?.definition;
}

/** The definition elsewhere in the file that a name stands for, through plain aliases. */
function placed(environment: Environment, module: PythonModule, node: PyNode): readonly PlacedDefinition[] {
  const name = aliased(module, unparenthesized(node), 0);
  const found = name === undefined ? undefined : environment.definitionOf(name.text);
  return found === undefined || module.scopes.bindingOf(name ?? node) !== undefined ? [] : [found];
}

function aliased(module: PythonModule, node: PyNode, depth: number): PyNode | undefined {
  if (node.type !== "identifier" || depth > 4) return undefined;
  const value = onlyValue(module.scopes.bindingOf(node));
  return value === undefined ? node : aliased(module, unparenthesized(value), depth + 1);
}

/** The expressions that may be called with the job: both branches of a choice, what a timer or `partial` wraps. */
function candidates(module: PythonModule, expression: PyNode): readonly PyNode[] {
  const node = unwrapped(module, expression);
  if (node.type === "identifier") {
    const name = aliased(module, node, 0);
    if (name !== undefined && name !== node) return candidates(module, name);
    const values = bindsOf(module.scopes.bindingOf(node)).flatMap((bind) => assignedAt(bind) ?? []);
    return [node, ...values.flatMap((value) => (value.type === "identifier" ? [value] : choices(value)))];
  }
  return [node, ...choices(node)];
}

function choices(node: PyNode): readonly PyNode[] {
  if (node.type !== "conditional_expression") return [];
  const [value, , otherwise] = node.namedChildren;
  return [value, otherwise].filter((choice) => choice !== undefined);
}

const WRAPPERS = /^(?:runpod\.serverless\.utils\.rp_debugger\.FunctionTimer|functools\.partial)$/;

function unwrapped(module: PythonModule, expression: PyNode): PyNode {
  const node = unparenthesized(expression);
  const callee = node.type === "call" ? node.field("function") : undefined;
  const [first] = node.type === "call" ? positionalArguments(node) : [];
  const isWrapper = callee !== undefined && WRAPPERS.test(module.names.of(callee) ?? "");
  return isWrapper && first !== undefined ? unparenthesized(first) : node;
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
