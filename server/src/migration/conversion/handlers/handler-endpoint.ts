import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { Rewriter } from "../../../python/rewriter.js";
import { REPORT_ERRORS, REPORT_ERRORS_ASYNC } from "../../../fal/definitions.js";
import { modelImports, type Model } from "../../../fal/model.js";
import type { InputField } from "../../../runpod/input-fields.js";
import { followJob, type FunctionFlow } from "../../../runpod/job-flow.js";
import { switchOf } from "../../../runpod/start-calls.js";
import type { Handler } from "../../../runpod/worker.js";
import type { Remark } from "../../report.js";
import { answerDefinition, responseName } from "../answers/answer-name.js";
import { rewriteAnswers, type AnswerPlan } from "../answers/answers.js";
import type { CodeIndex } from "../code-index.js";
import type { EndpointDraft, Surroundings } from "../draft.js";
import { escapingRaise } from "../errors/escaping-raises.js";
import { endpointFields, fieldContext } from "../input/endpoint-fields.js";
import { fieldNotes, withFields } from "../input/field-notes.js";
import { methodText, reshape } from "./handler-method.js";
import { plainMethod } from "./plain-method.js";
import { rewriteAccess, type InputAccess } from "../input/input-access.js";
import { conditionChecks, inputModel } from "../input/input-model.js";
import { typesOfReads } from "../answers/read-types.js";
import { ownModel, type OwnModel } from "../input/own-model.js";
import { rewriteOwnModel, useOwnModel, type OwnModelUse } from "../input/own-model-access.js";
import { REQUEST_ID } from "../input/request-id.js";
import { withoutRefused } from "../input/refused-keys.js";
import { stopLines, type ConfiguredRefresh } from "../answers/runner-refreshes.js";
import { streamMethods } from "../answers/stream-methods.js";
import { chunkKind, mayYieldErrors } from "../answers/yields.js";
import { planValidation, type ValidationPlan } from "../input/validation-plan.js";

export interface EndpointContext {
  readonly module: PythonModule;
  readonly index: CodeIndex;
  readonly rewriter: Rewriter;
  readonly surroundings: Surroundings;
  readonly handler: Handler;
  readonly definition: PyNode;
  readonly path: string;
  /** The endpoint's method name: free in the class. */
  readonly methodName: string;
  readonly inputName: string;
  readonly outputName: string;
  /** Import lines that the handler's code needs. */
  readonly imports: readonly string[];
  readonly isStableDefault: (node: PyNode) => boolean;
  /** Whether a name means the same in a function beside the handler. */
  readonly isModuleName: (node: PyNode) => boolean;
  readonly freeMethod: (wanted: string) => string;
  readonly refresh: ConfiguredRefresh;
}

/** Makes a handler of the module a method of the App, its reads, answers and errors in fal's form. */
export function draftEndpoint(context: EndpointContext): EndpointDraft {
  const { module, rewriter, definition } = context;
  const flows = followJob(module, definition);
  const validation = planValidation(context.index, flows, { mayReplace: true });
  const isClosed = validation.rules.length > 0;
  const reading = fieldContext(context);
  const known = endpointFields(reading, context.index, flows, validation);
  const fields = isClosed ? withoutRefused(known, flows) : known;
  const own = ownModel(reading, flows, context.isModuleName);
  const [flow] = flows;
  if (own !== undefined && flow !== undefined)
    return draftWithOwnModel(context, { validation, fields, flows }, flow, own);
  const access = rewriteAccess({
    module,
    rewriter,
    handler: definition,
    flows,
    fields,
    isValidated: isClosed,
    isCheckKept: validation.kept.length > 0,
    superfluous: validation.superfluous,
  });
  const input = inputModel(fields, {
    name: context.inputName,
    isClosed,
    isOpen: (access.isOpen || validation.kept.length > 0) && !isClosed,
  });
  const draft = draftOf(context, { access, models: [input], own: undefined, validation, fields, flows });
  return { ...draft, endpoints: withFields(draft.endpoints, fields, input) };
}

function draftOf(context: EndpointContext, shared: Shared): EndpointDraft {
  return context.handler.isGenerator ? draftStream(context, shared) : draftPlain(context, shared);
}

/** The author's own model is the type of the endpoint's parameter, in the place of one that says the same again. */
function draftWithOwnModel(
  context: EndpointContext,
  shared: Pick<Shared, "validation" | "fields" | "flows">,
  flow: FunctionFlow,
  model: OwnModel,
): EndpointDraft {
  const { module, rewriter } = context;
  const access = rewriteOwnModel(module, rewriter, flow, model);
  const own = useOwnModel(module, rewriter, model);
  const draft = draftOf({ ...context, inputName: own.annotation }, { ...shared, access, own, models: [] });
  const declared = inputModel(shared.fields, { name: model.name, isClosed: false, isOpen: false });
  return { ...draft, endpoints: withFields(draft.endpoints, shared.fields, declared) };
}

interface Shared {
  readonly access: InputAccess;
  /** The models of the input that the file does not have yet. */
  readonly models: readonly Model[];
  readonly own: OwnModelUse | undefined;
  readonly validation: ValidationPlan;
  readonly fields: readonly InputField[];
  readonly flows: readonly FunctionFlow[];
}

function draftPlain(context: EndpointContext, shared: Shared): EndpointDraft {
  const { module, rewriter, definition, handler } = context;
  const mayRefresh = context.index.mentions("refresh_worker");
  const answers = rewriteAnswers({
    module,
    rewriter,
    handler: definition,
    flows: shared.flows,
    reads: shared.access.bridges.length > 0 ? new Map<PyNode, string>() : typesOfReads(shared.fields, shared.flows),
    index: context.index,
    outputName: context.outputName,
    newline: "\n",
    mayRefresh,
    refresh: context.refresh,
    removed: shared.validation.superfluous,
  });
  const usesResponse = answers.usesResponse || context.refresh !== "never" || (answers.usesAnswer && mayRefresh);
  const report = escapingRaise(context.index, definition, answers.raised);
  const prologue = [
    ...stopLines(context.refresh, module.indent, responseName(module)),
    ...requestIdLine(shared.access),
    ...shared.access.prologue,
  ];
  const decorators = [`@fal.endpoint("${context.path}")`, ...(report === undefined ? [] : ["@report_errors"])];
  const parameters = `self, input: ${context.inputName}${usesResponse ? `, ${responseName(module)}: Response` : ""}`;
  const method = plainMethod(context, { decorators, parameters, annotation: answers.annotation, prologue });
  const models = answers.output === undefined ? shared.models : [...shared.models, answers.output];
  return {
    models,
    decisions: [],
    methods: [method],
    endpoints: [{ path: context.path, streaming: false }],
    imports: [
      ...commonImports(shared, models),
      ...answers.imports,
      ...(answers.annotation.includes("Any") ? ["from typing import Any"] : []),
      ...(usesResponse ? ["from fastapi import Response"] : []),
      ...(answers.usesAnswer ? ["from fastapi import HTTPException"] : []),
      ...(report === undefined ? [] : ["import functools", "from fastapi import HTTPException"]),
    ],
    definitions: new Map([
      ...commonDefinitions(shared),
      ...(answers.usesAnswer ? [answerDefinition(module, mayRefresh)] : []),
      ...(report === undefined
        ? []
        : ([["report_errors", handler.isAsync ? REPORT_ERRORS_ASYNC : REPORT_ERRORS]] as const)),
    ]),
    bridges: [...shared.access.bridges, ...answers.bridges],
    notes: [...answers.notes, ...reportNotes(context, report, answers), ...fieldNotes(shared.fields)],
  };
}

function reportNotes(context: EndpointContext, report: PyNode | undefined, answers: AnswerPlan): readonly Remark[] {
  const line = context.module.line(context.definition);
  const notes: Remark[] = [];
  if (report !== undefined) {
    notes.push({
      rule: "raised-error",
      line,
      reason:
        "`report_errors` answers the text of an exception with 500; one that mentions CUDA no longer restarts the runner",
    });
  } else if (!answers.usesAnswer) {
    notes.push({
      rule: "raised-error",
      line,
      reason: "an exception that nothing catches answers 500; fal keeps its text in the log",
    });
  }
  return notes;
}

function draftStream(context: EndpointContext, shared: Shared): EndpointDraft {
  const { module, rewriter, definition, handler } = context;
  const isListed = handler.returnsGenerator || switchOf(handler.start, "return_aggregate_stream") !== "off";
  const listMethod = isListed ? context.methodName : undefined;
  const generate = isListed ? context.freeMethod("generate") : context.methodName;
  const streamMethod = context.freeMethod(context.path === "/" ? "stream" : `stream_${context.methodName}`);
  const iterator = handler.isAsync ? "AsyncIterator[Any]" : "Iterator[Any]";
  const imports = [...context.imports];
  reshape(module, rewriter, definition, {
    decorators: [],
    name: generate,
    parameters: shared.access.needsRequestId
      ? `self, input: ${context.inputName}, request_id: str`
      : `self, input: ${context.inputName}`,
    annotation: iterator,
    imports,
    prologue: shared.access.prologue,
  });
  const yielded = { module, definition, index: context.index };
  const streams = streamMethods({
    indent: module.indent,
    source: `self.${generate}(input${shared.access.needsRequestId ? ", request_id" : ""})`,
    path: context.path,
    streamMethod,
    listMethod,
    inputName: context.inputName,
    isAsync: handler.isAsync,
    mayYieldErrors: mayYieldErrors(yielded),
    chunks: chunkKind(yielded),
    refresh: context.refresh,
    prologue: requestIdLine(shared.access),
    streaming: context.surroundings.streaming,
  });
  return {
    models: shared.models,
    decisions: [],
    methods: [methodText(module, rewriter, definition), ...streams.methods],
    endpoints: streams.endpoints,
    imports: [...commonImports(shared, shared.models), ...streams.imports, "from typing import Any"],
    definitions: new Map(commonDefinitions(shared)),
    bridges: shared.access.bridges,
    notes: fieldNotes(shared.fields),
  };
}

function requestIdLine(access: InputAccess): readonly string[] {
  return access.needsRequestId ? [REQUEST_ID] : [];
}

function commonImports(shared: Shared, models: readonly Model[]): readonly string[] {
  return [
    "import fal",
    ...models.flatMap(modelImports),
    ...(shared.own?.imports ?? []),
    ...(shared.access.needsRequestId ? ["import uuid"] : []),
  ];
}

function commonDefinitions(shared: Shared): readonly (readonly [string, string])[] {
  return [...conditionChecks(shared.fields), ...(shared.own?.definitions() ?? [])];
}
