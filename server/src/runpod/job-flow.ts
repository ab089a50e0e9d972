import { mentionsOf, parametersOf, type ParameterInfo } from "../python/functions.js";
import type { PythonModule } from "../python/module.js";
import type { PyNode } from "../python/node.js";
import type { Binding } from "../python/scope-table.js";
import { FlowReader } from "./flow-reader.js";
import type { HeldInput } from "./held-inputs.js";
import type { Validation } from "./validation.js";

/** What a value is: the whole job, or the caller's input inside it. */
export type JobRole = "job" | "input";

/** One read of a key of the input, or of the job itself. */
export interface FieldRead {
  readonly key: string;
  readonly form: "subscript" | "get" | "pop" | "setdefault" | "has";
  /** `input`: a key of `job["input"]`. `job`: a key beside it, such as `webhook`. */
  readonly origin: JobRole;
  /** The whole expression that reads: what a rewrite replaces. */
  readonly node: PyNode;
  /** The job or input that is read. */
  readonly owner: PyNode;
  readonly default: PyNode | undefined;
  /** For `has`: `not in`. */
  readonly isNegated: boolean;
  /** Read from what `validate` returned, where every field of the schema is present. */
  readonly isValidated: boolean;
  /** False where what is read may be something else on some path. */
  readonly isCertain: boolean;
  readonly flow: FunctionFlow;
}

/** `job_input["seed"] = value`: from there on the key holds what the code gave it. */
export interface FieldStore {
  readonly key: string;
  /** The subscript that is assigned to. */
  readonly node: PyNode;
  /** What is assigned; undefined where it comes out of an unpacking. */
  readonly value: PyNode | undefined;
  readonly origin: JobRole;
  readonly isValidated: boolean;
  readonly isCertain: boolean;
}

/** A use of the whole job or input that is no read of one key. */
export interface WholeUse {
  readonly node: PyNode;
  readonly role: JobRole;
  readonly kind: "harmless" | "truth" | "spread" | "unknown" | "mutation" | "dynamic-key";
  /** What `validate` returned, with the schema's defaults filled in. */
  readonly isValidated: boolean;
  readonly isCertain: boolean;
}

/** The whole value given to a function of the same module. */
export interface Pass {
  readonly node: PyNode;
  readonly role: JobRole;
  readonly call: PyNode;
  readonly target: PyNode;
  readonly parameter: ParameterInfo;
  readonly isValidated: boolean;
}

/** A name that is given the job or the input. */
export interface Alias {
  readonly binding: Binding;
  readonly role: JobRole;
  /** The assignments that do so: it may be given something else before or behind. */
  readonly assignments: readonly PyNode[];
}

/** The place in another function where a value is handed on. */
export interface FlowOrigin {
  readonly flow: FunctionFlow;
  readonly node: PyNode;
  /** The function is one of several between which the input chooses, such as an entry of a table of actions. */
  readonly isChosen?: boolean;
  /** The function looks for the input where it was put: under a global name, in an attribute. */
  readonly isHeld?: boolean;
}

/** Where the job, or its input, goes inside one function. */
export interface FunctionFlow {
  readonly module: PythonModule;
  readonly definition: PyNode;
  readonly parameter: ParameterInfo;
  readonly role: JobRole;
  /** The function is given what `validate` returned, the schema's defaults filled in. */
  readonly isFilled: boolean;
  /** The expressions that take the input out of the job, with what stands in for one that is missing. */
  readonly roots: readonly PyNode[];
  readonly aliases: readonly Alias[];
  readonly reads: readonly FieldRead[];
  /** Reads whose key is a variable that runs through a list of names: they tell of fields, and stay as they are. */
  readonly named: readonly FieldRead[];
  readonly stores: readonly FieldStore[];
  /** Expressions that take the input with its defaults out of a validator's answer. */
  readonly filled: readonly PyNode[];
  /** Expressions that make a second dictionary of the input. */
  readonly copies: readonly PyNode[];
  /** Reads of `job["id"]`. */
  readonly ids: readonly { readonly node: PyNode; readonly default: PyNode | undefined }[];
  readonly wholes: readonly WholeUse[];
  readonly passes: readonly Pass[];
  readonly validations: readonly Validation[];
  /** Where another function hands the job on to this one, when that is no call of a function of the same file. */
  readonly origin: FlowOrigin | undefined;
  /** False where a mention may mean the job on one path and something else on another. */
  readonly isFollowed: boolean;
}

/**
 * The flows of a handler and of every local function that its job or input is given to. A function has several where
 * it is given both, or is given either in turn.
 */
export function followJob(
  module: PythonModule,
  handler: PyNode,
  parameter: ParameterInfo | undefined = parametersOf(handler)[0],
): readonly FunctionFlow[] {
  if (parameter === undefined) return [];
  const flows: FunctionFlow[] = [];
  const queue: Entrance[] = [{ target: handler, parameter, role: "job", isValidated: false }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const entrance = next;
    if (flows.some((flow) => isEnteredBy(flow, entrance))) continue;
    const flow = readFlow(module, entrance.target, entrance.parameter, entrance.role, entrance.isValidated);
    flows.push(flow);
    queue.push(...flow.passes);
  }
  return flows;
}

type Entrance = Pick<Pass, "target" | "parameter" | "role" | "isValidated">;

function isEnteredBy(flow: FunctionFlow, { parameter, role, isValidated }: Entrance): boolean {
  return flow.parameter.identifier === parameter.identifier && flow.role === role && flow.isFilled === isValidated;
}

/** Where one role's value goes inside one function. */
export function readFlow(
  module: PythonModule,
  definition: PyNode,
  parameter: ParameterInfo,
  role: JobRole,
  isFilled = false,
  origin?: FlowOrigin,
): FunctionFlow {
  return new FlowReader(module, definition, { parameter, role, isFilled, origin }).read();
}

/** What a function reads of an input that is kept where it looks for it, under the given expressions. */
export function readHeld({ module, definition, held }: HeldInput, origin: FlowOrigin): FunctionFlow {
  // No parameter brings the input, so the one that brought it to the place where it was kept stands for it.
  const { parameter } = origin.flow;
  return new FlowReader(module, definition, { parameter, role: "input", isFilled: false, origin }, held).read();
}

/** Whether a helper is only ever called, from the given functions, and always with the value in question. */
export function isOnlyCalledFrom(module: PythonModule, flows: readonly FunctionFlow[], target: PyNode): boolean {
  const calls = new Set(
    flows.flatMap((flow) => flow.passes.filter((pass) => pass.target === target).map(({ call }) => call)),
  );
  return mentionsOf(module, target).every((mention) => {
    const call = mention.parent;
    return call?.type === "call" && call.field("function") === mention && calls.has(call);
  });
}
