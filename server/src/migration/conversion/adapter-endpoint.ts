import { isAsync, isGenerator, ownNodes, positionalArguments } from "../../python/queries.js";
import { parametersOf } from "../../python/functions.js";
import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { LISTED, REPORT_ERRORS, REPORT_ERRORS_ASYNC, SETTLED } from "../../fal/definitions.js";
import { modelImports } from "../../fal/model.js";
import { followHandedOn, methodNamed } from "../../runpod/handed-on.js";
import { inferFields, type InputField } from "../../runpod/input-fields.js";
import { followJob, type FunctionFlow } from "../../runpod/job-flow.js";
import { switchOf } from "../../runpod/start-calls.js";
import type { Handler } from "../../runpod/worker.js";
import { jointFields } from "./joint-fields.js";
import { Callees } from "./callees.js";
import { answerDefinition, answerName } from "./answer-name.js";
import type { CodeIndex, LocatedFunction } from "./code-index.js";
import type { EndpointDraft, Surroundings } from "./draft.js";
import { escapingRaise } from "./escaping-raises.js";
import { fieldNotes, withFields } from "./field-notes.js";
import { dumpOf, inputModel } from "./input-model.js";
import { REQUEST_ID } from "./request-id.js";
import { stopLines, type ConfiguredRefresh } from "./runner-refreshes.js";
import { streamMethods } from "./stream-methods.js";
import { planValidation, resolveName } from "./validation-plan.js";
import { isErrorReturn } from "./yields.js";

export interface AdapterContext {
  readonly module: PythonModule;
  readonly index: CodeIndex;
  readonly surroundings: Surroundings;
  readonly handler: Handler;
  /** How the endpoint calls the handler: `self.worker.handle`. */
  readonly callee: string;
  /** How it calls one of the functions between which the worker chose, by the name of it in the choice. */
  readonly calleeOf: (mention: PyNode) => string;
  readonly path: string;
  readonly methodName: string;
  readonly inputName: string;
  readonly imports: readonly string[];
  readonly freeMethod: (wanted: string) => string;
  readonly indent: string;
  readonly isModuleBridge: boolean;
  readonly refresh: ConfiguredRefresh;
}

/** Keeps a handler as it is and gives it the job as RunPod did: for what cannot become a method. */
export function draftAdapter(context: AdapterContext): EndpointDraft {
  const targets = targetsOf(context);
  const flows = targets.map((target) => flowsOf(target));
  const fields = jointFields(targets.map((target, index) => fieldsOf(context, target, flows[index] ?? [])));
  const isOpen = flows.length === 0 || flows.some((each) => each.length === 0 || each.some((flow) => hasOpenUse(flow)));
  const input = inputModel(fields, { name: context.inputName, isClosed: false, isOpen });
  const draft = draftOf({ ...context, dump: dumpOf("input", fields) }, targets);
  const line = context.module.line(context.handler.start.call);
  const isElsewhere = targets.some(({ module }) => module !== context.module);
  return {
    ...draft,
    endpoints: withFields(draft.endpoints, fields, input),
    models: [input],
    decisions: [],
    notes: [...draft.notes, ...fieldNotes(fields).map((note) => (isElsewhere ? { ...note, line } : note))],
    imports: [...draft.imports, ...modelImports(input), "import fal", "import uuid"],
    bridges: [{ kind: context.isModuleBridge ? "module" : "job", line }],
  };
}

/** Endpoints for all that the handler may be: one function, or several between which the worker chooses. */
function draftOf(context: DraftContext, targets: readonly Target[]): Draft {
  const { handler } = context;
  const streams = targets.map(({ definition }) => isGenerator(definition));
  const isStream = handler.isGenerator || (targets.length > 0 && streams.every(Boolean));
  const isUnknown = handler.alternatives.length > 0 && targets.length === 0;
  const isAwaited = handler.isAsync || isUnknown || targets.some(({ definition }) => isAsync(definition));
  if (isStream) return streamDraft(context, context.callee, isAwaited, listedAs(context));
  const plain = plainDraft(context, isAwaited, targets);
  const generators = handler.alternatives.filter((_, index) => streams[index] === true);
  const [only] = generators;
  if (only === undefined) return plain;
  // A function of another file has no name here once the choice has been made.
  const isNamed = generators.length === 1 && only.definition !== undefined;
  const callee = isNamed ? context.calleeOf(only.mention) : context.callee;
  const first = targets[streams.indexOf(true)];
  return together(streamDraft(context, callee, first !== undefined && isAsync(first.definition), undefined), plain);
}

function together(one: Draft, other: Draft): Draft {
  return {
    methods: [...one.methods, ...other.methods],
    endpoints: [...other.endpoints, ...one.endpoints],
    imports: [...one.imports, ...other.imports],
    definitions: new Map([...one.definitions, ...other.definitions]),
    notes: [...one.notes, ...other.notes],
  };
}

interface DraftContext extends AdapterContext {
  /** The input as the dictionary that the caller sent. */
  readonly dump: string;
}

type Draft = Pick<EndpointDraft, "methods" | "endpoints" | "imports" | "definitions" | "notes">;

function job({ dump }: DraftContext): readonly string[] {
  return [REQUEST_ID, `job = {"id": request_id, "input": ${dump}}`];
}

function plainDraft(context: DraftContext, isAwaited: boolean, targets: readonly Target[]): Draft {
  const { index } = context;
  const refreshes = index.mentions("refresh_worker");
  const report =
    targets.length === 0 || targets.some(({ definition }) => escapingRaise(index, definition, new Set()) !== undefined);
  const [one, two] = [context.indent, context.indent.repeat(2)];
  const { call, definitions } = callOf(context, isAwaited, targets);
  const lines = [
    `${one}@fal.endpoint("${context.path}")`,
    ...(report ? [`${one}@report_errors`] : []),
    `${one}${isAwaited ? "async " : ""}def ${context.methodName}(self, input: ${context.inputName}${refreshes ? ", response: Response" : ""}) -> Any:`,
    ...context.imports.map((line) => two + line),
    ...(context.imports.length > 0 ? [""] : []),
    ...stopLines(context.refresh, one).map((line) => two + line),
    ...job(context).map((line) => two + line),
    `${two}return ${answerName(context.module)}(${call}${refreshes ? ", response" : ""})`,
  ];
  return {
    methods: [lines.join("\n")],
    endpoints: [{ path: context.path, streaming: false }],
    imports: [
      "from typing import Any",
      "from fastapi import HTTPException",
      ...(refreshes ? ["from fastapi import Response"] : []),
      ...(report ? ["import functools"] : []),
      ...(definitions.length > 0 ? ["import inspect"] : []),
    ],
    definitions: new Map([
      ...definitions,
      answerDefinition(context.module, refreshes),
      ...(report ? ([["report_errors", isAwaited ? REPORT_ERRORS_ASYNC : REPORT_ERRORS]] as const) : []),
    ]),
    notes: [],
  };
}

interface Call {
  readonly call: string;
  readonly definitions: readonly (readonly [string, string])[];
}

/** The call whose value answers. Where functions of several kinds may be called, only its result tells which it was. */
function callOf({ callee, handler }: AdapterContext, isAwaited: boolean, targets: readonly Target[]): Call {
  if (handler.alternatives.length === 0) return { call: `${isAwaited ? "await " : ""}${callee}(job)`, definitions: [] };
  const mayList =
    targets.length === 0 || targets.some(({ definition }) => isGenerator(definition) && !isAsync(definition));
  const awaited = isAwaited ? `await settled(${callee}(job))` : `${callee}(job)`;
  return {
    call: mayList ? `listed(${awaited})` : awaited,
    definitions: [
      ...(mayList ? [["listed", LISTED] as const] : []),
      ...(isAwaited ? [["settled", SETTLED] as const] : []),
    ],
  };
}

/** The name under which a generator's chunks are listed too; undefined where RunPod only streamed them. */
function listedAs({ handler, methodName }: DraftContext): string | undefined {
  return handler.returnsGenerator || switchOf(handler.start, "return_aggregate_stream") !== "off"
    ? methodName
    : undefined;
}

function streamDraft(context: DraftContext, callee: string, isAwaited: boolean, listMethod: string | undefined): Draft {
  const streams = streamMethods({
    indent: context.indent,
    source: `${callee}(job)`,
    path: context.path,
    streamMethod: context.freeMethod(context.path === "/" ? "stream" : `stream_${context.methodName}`),
    listMethod,
    inputName: context.inputName,
    isAsync: isAwaited,
    mayYieldErrors: true,
    chunks: "unknown",
    refresh: context.refresh,
    prologue: [...context.imports, ...job(context)],
    streaming: context.surroundings.streaming,
  });
  return { ...streams, definitions: new Map(), notes: [] };
}

interface Target extends LocatedFunction {
  /** How many parameters stand before the job's, already filled. */
  readonly bound?: number;
}

/** The functions that a handler may stand for; none where they cannot be told. */
function targetsOf(context: AdapterContext): readonly Target[] {
  const { module, index, handler } = context;
  if (handler.alternatives.length > 0) {
    const targets = handler.alternatives.map(({ mention, definition }) =>
      definition === undefined ? targetOfValue(module, index, mention) : { module, definition },
    );
    return targets.every((target) => target !== undefined) ? targets : [];
  }
  const target = targetOf(context);
  return target === undefined ? [] : [target];
}

/** The function that a handler stands for, wherever in the workspace it is written. */
function targetOf({ module, index, handler }: AdapterContext): Target | undefined {
  if (handler.definition !== undefined) return { module, definition: handler.definition };
  const found = targetOfValue(module, index, handler.expression);
  if (found !== undefined) return found;
  const named = handler.expression.text.includes(handler.name) ? index.functionsNamed(handler.name) : [];
  if (named.length === 1) return named[0];
  return index.functionsNamed("__call__").length === 1 ? index.functionsNamed("__call__")[0] : undefined;
}

function targetOfValue(module: PythonModule, index: CodeIndex, expression: PyNode): Target | undefined {
  const callees = new Callees(index);
  return partialOf(callees, module, expression) ?? handlerBehind(callees, module, expression);
}

/** The function that an expression names, that its object's class runs, or that its factory gives back. */
function handlerBehind(callees: Callees, module: PythonModule, expression: PyNode): Target | undefined {
  const inner = unparenthesized(expression);
  const factory = inner.type === "call" ? inner.field("function") : undefined;
  const found = callees.resolve(module, factory ?? inner);
  if (found === undefined) return undefined;
  if (factory === undefined) return found.definition.type === "function_definition" ? found : undefined;
  const { definition } = found;
  const made =
    definition.type === "class_definition" ? methodNamed(definition, "__call__") : returnedFunction(definition);
  return made === undefined ? undefined : { module: found.module, definition: made };
}

/** The inner function that a factory returns. */
function returnedFunction(definition: PyNode): PyNode | undefined {
  const names = new Set(
    [...ownNodes(definition.field("body") ?? definition)].flatMap((node) =>
      node.type === "return_statement" ? (node.namedChildren[0]?.text ?? []) : [],
    ),
  );
  for (const node of definition.walk()) {
    const isInner = node.type === "function_definition" && node !== definition;
    if (isInner && names.has(node.field("name")?.text ?? "")) return node;
  }
  return undefined;
}

/** The function behind `functools.partial(function, …)`, and how many of its parameters are bound. */
function partialOf(callees: Callees, module: PythonModule, expression: PyNode): Target | undefined {
  const callee = expression.type === "call" ? expression.field("function") : undefined;
  if (callee === undefined || module.names.of(callee) !== "functools.partial") return undefined;
  const [inner, ...bound] = positionalArguments(expression);
  const found = inner === undefined ? undefined : callees.resolve(module, inner);
  if (found?.definition.type !== "function_definition") return undefined;
  const own = found.isBound ? 1 : 0;
  return { module: found.module, definition: found.definition, bound: bound.length + own };
}

function flowsOf({ module, definition, bound }: Target): readonly FunctionFlow[] {
  const parameters = parametersOf(definition);
  const jobParameter = bound === undefined ? undefined : parameters[bound];
  if (jobParameter !== undefined) return followJob(module, definition, jobParameter);
  const [first, second] = parameters;
  if (first?.name !== "self" && first?.name !== "cls") return followJob(module, definition);
  return second === undefined ? [] : followJob(module, definition, second);
}

function fieldsOf(
  context: AdapterContext,
  { module, definition }: LocatedFunction,
  flows: readonly FunctionFlow[],
): readonly InputField[] {
  const callees = new Callees(context.index);
  const handed = followHandedOn(flows, (from, callee) => callees.resolve(from, callee));
  const all = [...flows, ...handed.flows];
  return inferFields(
    {
      module,
      handler: definition,
      samples: context.surroundings.samples,
      isSuccess: (node: PyNode) => !isErrorReturn(node),
      resolveValue: (from, node) => resolveName(context.index, from, node),
      resolveCallee: (from, callee) => callees.resolve(from, callee),
      isStableDefault: (node) => /^(?:-?[\d.]+|["'].*["']|True|False|None|\[\]|\{\})$/s.test(node.text),
    },
    all,
    planValidation(context.index, all, { mayReplace: false }).hints,
    handed.declared,
  );
}

function hasOpenUse(flow: FunctionFlow): boolean {
  return !flow.isFollowed || flow.validations.length > 0 || flow.wholes.some(({ kind }) => kind !== "truth");
}
