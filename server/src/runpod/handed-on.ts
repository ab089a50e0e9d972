import { parametersOf, type ParameterInfo } from "../python/functions.js";
import { literalOf } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import type { PyNode } from "../python/node.js";
import { keywordArgument, positionalArguments } from "../python/queries.js";
import { choicesOf } from "./alternatives.js";
import { readAnnotation } from "./annotations.js";
import { heldInputs } from "./held-inputs.js";
import { readFlow, readHeld, type FlowOrigin, type FunctionFlow, type JobRole, type WholeUse } from "./job-flow.js";
import { matchedKeys } from "./match-patterns.js";
import { mergedDefaults } from "./merged-defaults.js";
import { modelFields, modelKind, type DeclaredField } from "./model-fields.js";

/** A function or class, with the module whose names it uses. */
export interface ResolvedDefinition {
  readonly module: PythonModule;
  readonly definition: PyNode;
  /** Whether the first parameter is filled already, as `self` is. */
  readonly isBound: boolean;
}

/** Finds what a callee names, in whatever file of the workspace. */
export type ResolveDefinition = (module: PythonModule, callee: PyNode) => ResolvedDefinition | undefined;

/** A field that code declares which is handed the whole input, and where that happens. */
export interface HandedField extends DeclaredField {
  readonly origin: FlowOrigin;
}

/** What code that is handed the whole input tells of its fields. */
export interface HandedOn {
  /** Where the input goes in functions of other files, and in methods. */
  readonly flows: readonly FunctionFlow[];
  readonly declared: readonly HandedField[];
}

/** Follows the whole job or input out of the handler's own functions. */
export function followHandedOn(flows: readonly FunctionFlow[], resolve: ResolveDefinition): HandedOn {
  return new Follower(flows, resolve).follow();
}

/** A default of 1 says nothing of 0.7 where nobody is seen to read it. */
const NUMBERS: readonly (string | undefined)[] = ["int", "float"];

class Follower {
  private readonly found: FunctionFlow[] = [];
  private readonly declared: HandedField[] = [];
  private readonly seen = new Set<PyNode>();

  constructor(
    private readonly start: readonly FunctionFlow[],
    private readonly resolve: ResolveDefinition,
  ) {
    for (const { definition } of start) this.seen.add(definition);
  }

  follow(): HandedOn {
    for (const flow of this.start) this.followFlow(flow);
    return { flows: this.found, declared: this.declared };
  }

  private followFlow(flow: FunctionFlow): void {
    for (const whole of flow.wholes) this.followWhole(flow, whole);
    for (const { call, target, parameter, role, isValidated } of flow.passes)
      this.enter({ module: flow.module, definition: target, isBound: false }, parameter, role, isValidated, {
        flow,
        node: call,
      });
  }

  private followWhole(flow: FunctionFlow, whole: WholeUse): void {
    if (whole.role === "input") {
      this.followHeld(flow, whole);
      this.declareDefaults(flow, whole.node);
      this.declareMatched(flow, whole.node);
    }
    const spread = spreadCall(whole.node);
    if (spread !== undefined) this.spreadInto(flow, whole, spread);
    const handover = handoverOf(whole.node);
    if (handover === undefined) return;
    const choices = choicesOf(flow.module, handover.callee);
    for (const callee of choices)
      this.followCall(flow, whole, { ...handover, callee }, { flow, node: whole.node, isChosen: choices.length > 1 });
  }

  /** `self.params = job["input"]`: whatever looks there reads the input. */
  private followHeld(flow: FunctionFlow, { node }: WholeUse): void {
    for (const held of heldInputs(flow.module, node)) {
      const seen = [...held.held.keys()].some((mention) => this.seen.has(mention));
      for (const mention of held.held.keys()) this.seen.add(mention);
      if (seen) continue;
      const found = readHeld(held, { flow, node, isChosen: true, isHeld: true });
      this.found.push(found);
      this.followFlow(found);
    }
  }

  private followCall(flow: FunctionFlow, whole: WholeUse, handover: Handover, origin: FlowOrigin): void {
    const model = this.modelBehind(flow.module, handover.callee);
    if (model !== undefined) this.declare(model, origin);
    const target = this.callable(flow.module, handover.callee);
    const parameter = target === undefined ? undefined : parameterAt(target, handover);
    if (target !== undefined && parameter !== undefined)
      this.enter(target, parameter, whole.role, whole.isValidated, origin);
  }

  private enter(
    { module, definition }: ResolvedDefinition,
    parameter: ParameterInfo,
    role: JobRole,
    isFilled: boolean,
    origin: FlowOrigin,
  ): void {
    if (this.seen.has(definition) || this.seen.size > 60) return;
    this.seen.add(definition);
    const flow = readFlow(module, definition, parameter, role, isFilled, origin);
    this.found.push(flow);
    this.followFlow(flow);
  }

  /** `run(**job_input)`: the parameters that nothing else fills are keys of the input. */
  private spreadInto(flow: FunctionFlow, whole: WholeUse, call: PyNode): void {
    const callee = call.field("function");
    if (callee === undefined || whole.role !== "input") return;
    const found = this.resolve(flow.module, callee);
    if (found?.definition.type === "class_definition") {
      const kind = modelKind(found.module, found.definition, this.resolve);
      if (kind !== undefined) {
        this.declare(found, { flow, node: whole.node });
        return;
      }
    }
    const target = this.callable(flow.module, callee);
    if (target === undefined || this.seen.has(target.definition)) return;
    const rest = parametersOf(target.definition).find(({ kind }) => kind === "double-star");
    if (rest !== undefined) this.enter(target, rest, "input", whole.isValidated, { flow, node: whole.node });
    else this.seen.add(target.definition);
    for (const field of openParameters(target, call))
      this.declared.push({ ...field, origin: { flow, node: whole.node } });
  }

  /** The defaults over which the input is laid are fields as well, whoever reads them then. */
  private declareDefaults(flow: FunctionFlow, node: PyNode): void {
    const { module } = flow;
    for (const [key, value] of mergedDefaults(module, node)?.entries ?? [])
      this.declared.push({
        type: NUMBERS.includes(literalOf(value)?.kind) ? "int | float" : "Any",
        isNullable: false,
        key,
        module,
        node: value,
        default: value,
        isRequired: false,
        isConverted: false,
        origin: { flow, node },
      });
  }

  /** `case {"prompt": prompt}` names keys that the caller may send. */
  private declareMatched(flow: FunctionFlow, node: PyNode): void {
    for (const key of matchedKeys(node))
      this.declared.push({
        ...readAnnotation(undefined),
        key,
        module: flow.module,
        node,
        default: undefined,
        isRequired: false,
        isConverted: false,
        origin: { flow, node },
      });
  }

  private declare({ module, definition }: ResolvedDefinition, origin: FlowOrigin): void {
    if (this.seen.has(definition)) return;
    this.seen.add(definition);
    for (const field of modelFields(module, definition, this.resolve)) this.declared.push({ ...field, origin });
  }

  /** `Model.model_validate(data)` and `Model(**data)`: a declaration says more than code. */
  private modelBehind(module: PythonModule, callee: PyNode): ResolvedDefinition | undefined {
    const isParser = /^(?:model_validate|parse_obj|validate|from_dict)$/.test(callee.field("attribute")?.text ?? "");
    const owner = callee.type === "attribute" && isParser ? callee.field("object") : undefined;
    const found = owner === undefined ? undefined : this.resolve(module, owner);
    if (found?.definition.type !== "class_definition") return undefined;
    return modelKind(found.module, found.definition, this.resolve) === undefined ? undefined : found;
  }

  /** The function that runs: for a class, its `__init__`. */
  private callable(module: PythonModule, callee: PyNode): ResolvedDefinition | undefined {
    const found = this.resolve(module, callee);
    if (found?.definition.type !== "class_definition") return found;
    const init = methodNamed(found.definition, "__init__");
    return init === undefined ? undefined : { module: found.module, definition: init, isBound: true };
  }
}

/** A method of the class body. */
export function methodNamed(definition: PyNode, name: string): PyNode | undefined {
  for (const statement of definition.field("body")?.namedChildren ?? []) {
    const inner = statement.type === "decorated_definition" ? statement.field("definition") : statement;
    if (inner?.type === "function_definition" && inner.field("name")?.text === name) return inner;
  }
  return undefined;
}

/** A call that is given the value, directly or as an argument for a function that it is given too. */
interface Handover {
  readonly callee: PyNode;
  /** Its position among the arguments of the function, or its name. */
  readonly argument: number | string;
}

function handoverOf(node: PyNode): Handover | undefined {
  const holder = node.parent?.type === "keyword_argument" ? node.parent : node;
  const list = holder.parent;
  if (list?.type === "tuple") return threadTarget(list, node);
  const call = list?.type === "argument_list" ? list.parent : undefined;
  const callee = call?.field("function");
  if (call === undefined || callee === undefined) return undefined;
  if (holder !== node) return { callee, argument: holder.field("name")?.text ?? "" };
  const before = positionalArguments(call);
  const position = before.indexOf(node);
  if (position < 0) return undefined;
  const runner = RUNNERS.exec(callee.text)?.[1];
  if (runner === undefined) return { callee, argument: position };
  const index = runner === "run_in_executor" ? 1 : 0;
  const task = before[index];
  return task === undefined || position <= index ? undefined : { callee: task, argument: position - index - 1 };
}

/** What runs a function that it is given, with the arguments behind it. */
const RUNNERS = /(?:^|\.)(run_in_executor|to_thread|submit|partial|run_sync|run_in_threadpool|map|apply_async)$/;

/** `Thread(target=work, args=(job_input,))`. */
function threadTarget(tuple: PyNode, node: PyNode): Handover | undefined {
  const isArguments = tuple.parent?.type === "keyword_argument" && tuple.parent.field("name")?.text === "args";
  const list = isArguments ? tuple.parent?.parent : undefined;
  const target = list?.namedChildren.find((argument) => argument.field("name")?.text === "target")?.field("value");
  return target === undefined ? undefined : { callee: target, argument: tuple.namedChildren.indexOf(node) };
}

/** `f(**data)`, `f(**{k: v for k, v in data.items() if …})`. */
function spreadCall(node: PyNode): PyNode | undefined {
  let splat = node.parent;
  if (splat?.type === "attribute") {
    const comprehension = splat.ancestor("dictionary_comprehension");
    splat = comprehension?.contains(node) === true ? comprehension.parent : undefined;
  }
  const list = splat?.type === "dictionary_splat" ? splat.parent : undefined;
  return list?.type === "argument_list" && list.parent?.type === "call" ? list.parent : undefined;
}

function parameterAt({ definition, isBound }: ResolvedDefinition, { argument }: Handover): ParameterInfo | undefined {
  const parameters = parametersOf(definition).filter(({ kind }) => kind === "plain");
  if (typeof argument === "string") return parameters.find(({ name }) => name === argument);
  return parameters[argument + (isBound ? 1 : 0)];
}

/** The parameters that a call with `**` leaves to the spread. */
function openParameters(target: ResolvedDefinition, call: PyNode): readonly DeclaredField[] {
  const all = parametersOf(target.definition).filter(({ kind }) => kind === "plain");
  const parameters = target.isBound ? all.slice(1) : all;
  const given = positionalArguments(call).length;
  return parameters
    .filter(({ name }, index) => index >= given && keywordArgument(call, name) === undefined)
    .map((parameter) => declaredParameter(target.module, parameter));
}

function declaredParameter(module: PythonModule, parameter: ParameterInfo): DeclaredField {
  return {
    ...readAnnotation(parameter.node.field("type")),
    key: parameter.name,
    module,
    node: parameter.identifier,
    default: parameter.default,
    isRequired: parameter.default === undefined,
    isConverted: false,
  };
}
