import { isAsync, isGenerator } from "../../../python/queries.js";
import { parametersOf } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { LISTED, REPORT_ERRORS, REPORT_ERRORS_ASYNC, SETTLED } from "../../../fal/definitions.js";
import { modelImports } from "../../../fal/model.js";
import { followHandedOn } from "../../../runpod/handed-on.js";
import { inferFields, type InputField } from "../../../runpod/input-fields.js";
import { followJob, type FunctionFlow } from "../../../runpod/job-flow.js";
import { switchOf } from "../../../runpod/start-calls.js";
import type { Handler } from "../../../runpod/worker.js";
import { jointFields } from "../input/joint-fields.js";
import { Callees } from "../callees.js";
import { answerDefinition, answerName } from "../answers/answer-name.js";
import type { CodeIndex, LocatedFunction } from "../code-index.js";
import type { EndpointDraft, Surroundings } from "../draft.js";
import { escapingRaise } from "../errors/escaping-raises.js";
import { fieldNotes, withFields } from "../input/field-notes.js";
import { functionsBehind, type HandlerFunction } from "./handler-functions.js";
import { dumpOf, inputModel } from "../input/input-model.js";
import { REQUEST_ID } from "../input/request-id.js";
import { stopLines, type ConfiguredRefresh } from "../answers/runner-refreshes.js";
import { streamMethods } from "../answers/stream-methods.js";
import { planValidation, resolveName } from "../input/validation-plan.js";
import { isErrorReturn } from "../answers/yields.js";

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
  const targets = functionsBehind(context);
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
function draftOf(context: DraftContext, targets: readonly HandlerFunction[]): Draft {
  const { handler } = context;
  const streams = targets.map(({ definition }) => isGenerator(definition));
  const isStream = handler.isGenerator || (targets.length > 0 && streams.every(Boolean));
  const isUnknown = targets.length === 0 && (handler.alternatives.length > 0 || mayBeAsync(context));
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

function plainDraft(context: DraftContext, isAwaited: boolean, targets: readonly HandlerFunction[]): Draft {
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
function callOf({ callee, handler }: AdapterContext, isAwaited: boolean, targets: readonly HandlerFunction[]): Call {
  const isUnknown = targets.length === 0 && isAwaited;
  if (handler.alternatives.length === 0 && !isUnknown)
    return { call: `${isAwaited ? "await " : ""}${callee}(job)`, definitions: [] };
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

/** Whether a handler that cannot be told could be a coroutine, by the functions that have its name. */
function mayBeAsync({ index, handler }: AdapterContext): boolean {
  return [handler.name, "__call__"]
    .flatMap((name) => index.functionsNamed(name))
    .some(({ definition }) => isAsync(definition));
}

function flowsOf({ module, definition, bound }: HandlerFunction): readonly FunctionFlow[] {
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
