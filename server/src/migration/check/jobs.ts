import { parametersOf } from "../../python/functions.js";
import type { PyNode } from "../../python/node.js";
import { isAsync, isGenerator } from "../../python/queries.js";
import { readFlow, type FunctionFlow, type JobRole, type WholeUse } from "../../runpod/job-flow.js";
import { base64Text } from "../conversion/answers/base64-texts.js";
import { answerDictionaries, answeringCalls, isTruthyError, returnedValues } from "../rules/shared/answers.js";
import type { HandlerFacts } from "../rules/rule.js";
import type { Environment, PlacedDefinition } from "./environment.js";
import type { HandlerTarget } from "./handler-targets.js";
import type { Registration } from "./registration.js";
import { partOf, type Unit } from "./unit.js";

/** A function parameter that holds the job or its input. */
interface Entry {
  readonly unit: Unit;
  readonly definition: PyNode;
  readonly parameter: number;
  readonly role: JobRole;
}

/** What the functions of one statement do with jobs. */
export interface UnitJobs {
  readonly handlers: HandlerFacts[];
  /** Functions whose result a handler answers with as it is. */
  readonly answerers: PyNode[];
  readonly flows: FunctionFlow[];
  /** Uses of the whole job or input that only give it to another function of the file, which has a flow of its own. */
  readonly passed: Set<PyNode>;
  /** The same as a text: equal for equal statements that are given the same. */
  key: string;
}

/** More functions than any worker hands its job through. */
const MOST_ENTRIES = 500;

/** Follows the job from the handlers through the functions of the file. */
export function followJobs(environment: Environment, registration: Registration): ReadonlyMap<Unit, UnitJobs> {
  const jobs = new Map<Unit, UnitJobs>();
  const queue = registration.handlers.flatMap((handler) => handlerEntry(environment, jobs, handler));
  let entries = 0;
  for (let next = queue.pop(); next !== undefined && entries < MOST_ENTRIES; next = queue.pop()) {
    const unitJobs = jobsOf(jobs, next.unit);
    const key = entryKey(next);
    if (unitJobs.key.includes(key)) continue;
    unitJobs.key += key;
    entries += 1;
    const followed = follow(environment, next, key);
    if (followed === undefined) continue;
    unitJobs.flows.push(followed.flow);
    queue.push(...followed.inside);
    for (const pass of followed.outside) {
      const entry = entryOutside(environment, pass);
      if (entry === undefined) continue;
      unitJobs.passed.add(pass.node);
      unitJobs.key += `>${pass.callee};`;
      queue.push(entry);
    }
  }
  return jobs;
}

function entryKey({ definition, parameter, role }: Entry): string {
  return `;${String(definition.start)}:${String(parameter)}:${role};`;
}

function jobsOf(jobs: Map<Unit, UnitJobs>, unit: Unit): UnitJobs {
  const known = jobs.get(unit);
  if (known !== undefined) return known;
  const created = { handlers: [], answerers: [], flows: [], passed: new Set<PyNode>(), key: "" };
  jobs.set(unit, created);
  return created;
}

function handlerEntry(
  environment: Environment,
  jobs: Map<Unit, UnitJobs>,
  { unit, definition, parameter }: HandlerTarget,
): readonly Entry[] {
  const unitJobs = jobsOf(jobs, unit);
  const facts = handlerFacts(environment, unit, definition);
  unitJobs.key += `handler:${String(definition.start)}:${[facts.generators, facts.errorReturners, facts.encoders].map((names) => [...names].join()).join("/")};`;
  unitJobs.handlers.push(facts);
  for (const answerer of answerersOf(environment, definition)) addAnswerer(jobsOf(jobs, answerer.unit), answerer);
  const isPlain = parametersOf(definition)[parameter]?.kind === "plain";
  return isPlain ? [{ unit, definition, parameter, role: "job" }] : [];
}

function addAnswerer(unitJobs: UnitJobs, { definition }: PlacedDefinition): void {
  if (unitJobs.answerers.includes(definition)) return;
  unitJobs.key += `answerer:${String(definition.start)};`;
  unitJobs.answerers.push(definition);
}

/** The functions of the file whose result a handler answers with as it is, and those whose result they return. */
function answerersOf(environment: Environment, handler: PyNode): readonly PlacedDefinition[] {
  const found = new Map<PyNode, PlacedDefinition>();
  const queue = [handler];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const name of answeringCalls(next)) {
      const target = environment.definitionOf(name);
      if (target?.definition.type !== "function_definition" || found.has(target.definition)) continue;
      if (target.definition === handler || isGenerator(target.definition)) continue;
      found.set(target.definition, target);
      queue.push(target.definition);
    }
  }
  return [...found.values()];
}

function handlerFacts(environment: Environment, unit: Unit, definition: PyNode): HandlerFacts {
  const mentioned = unit.moduleNames.flatMap((name) => {
    const target = environment.definitionOf(name)?.definition;
    return target === undefined || target === definition ? [] : [{ name, target }];
  });
  const having = (has: (target: PyNode) => boolean): ReadonlySet<string> =>
    new Set(mentioned.filter(({ target }) => has(target)).map(({ name }) => name));
  const name = definition.field("name")?.text ?? "";
  return {
    definition,
    name,
    isAsync: isAsync(definition),
    isGenerator: isGenerator(definition),
    isHiddenGenerator: isGenerator(definition) && name === "__call__",
    generators: having(isGeneratorFunction),
    errorReturners: having(returnsError),
    encoders: new Set(mentioned.flatMap(({ name, target }) => (isEncoder(environment, name, target) ? [name] : []))),
  };
}

/** Whether every answer of a function is base64. */
function isEncoder(environment: Environment, name: string, definition: PyNode): boolean {
  const unit = environment.definitionOf(name)?.unit;
  if (unit === undefined || definition.type !== "function_definition" || !unit.text.includes("b64encode")) return false;
  const module = partOf(unit, environment);
  const returned = returnedValues(definition);
  return returned.length > 0 && returned.every(({ value }) => base64Text(module, value) !== undefined);
}

const isGeneratorFunction = remembered(
  (definition) => definition.type === "function_definition" && isGenerator(definition),
);

/** Whether a function returns a dictionary with an `error` somewhere. */
const returnsError = remembered((definition) =>
  answerDictionaries(definition).some(({ entries }) => isTruthyError(entries)),
);

/** A question about a node, asked once. */
function remembered(ask: (node: PyNode) => boolean): (node: PyNode) => boolean {
  const answers = new WeakMap<PyNode, boolean>();
  return (node) => {
    const known = answers.get(node);
    if (known !== undefined) return known;
    const answer = ask(node);
    answers.set(node, answer);
    return answer;
  };
}

/** A flow and where it hands the job on to: functions of its own statement, and calls of names it does not bind. */
interface Followed {
  readonly flow: FunctionFlow;
  readonly inside: readonly Entry[];
  readonly outside: readonly OutsidePass[];
}

interface OutsidePass {
  readonly node: PyNode;
  readonly callee: string;
  readonly role: JobRole;
  /** The position of the argument, or its name. */
  readonly argument: number | string;
}

function follow(environment: Environment, entry: Entry, entryKey: string): Followed | undefined {
  const { unit, definition, role } = entry;
  const key = `flow:${entryKey}${environment.keyFor(unit)}`;
  const known = unit.results.get(key);
  if (known !== undefined) return known as Followed;
  const parameter = parametersOf(definition)[entry.parameter];
  if (parameter === undefined) return undefined;
  const flow = readFlow(partOf(unit, environment), definition, parameter, role);
  const inside = flow.passes.map((pass) => ({
    unit,
    definition: pass.target,
    parameter: parametersOf(pass.target).findIndex(({ name }) => name === pass.parameter.name),
    role: pass.role,
  }));
  const followed = { flow, inside, outside: flow.wholes.flatMap((whole) => passOutside(unit, whole) ?? []) };
  unit.results.set(key, followed);
  return followed;
}

/** The whole job, given to something that the statement does not define. */
function passOutside(unit: Unit, { node, role, kind }: WholeUse): OutsidePass | undefined {
  if (kind !== "unknown" && kind !== "harmless") return undefined;
  const holder = node.parent?.type === "keyword_argument" ? node.parent : node;
  const list = holder.parent?.type === "argument_list" ? holder.parent : undefined;
  const callee = list?.parent?.field("function");
  if (list === undefined || callee?.type !== "identifier") return undefined;
  if (unit.scopes.bindingOf(callee) !== undefined) return undefined;
  const argument = holder === node ? list.namedChildren.indexOf(node) : (holder.field("name")?.text ?? "");
  return { node, callee: callee.text, role, argument };
}

function entryOutside(environment: Environment, { callee, role, argument }: OutsidePass): Entry | undefined {
  const target = environment.definitionOf(callee);
  if (target?.definition.type !== "function_definition") return undefined;
  const parameter =
    typeof argument === "number"
      ? argument
      : parametersOf(target.definition).findIndex(({ name }) => name === argument);
  return parameter < 0 ? undefined : { unit: target.unit, definition: target.definition, parameter, role };
}
