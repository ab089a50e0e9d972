import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import {
  assignedName,
  blockOf,
  isGenerator,
  ownNodes,
  statementOf,
  statementsOf,
  terminates,
} from "../../../python/queries.js";
import type { FieldContext } from "../../../runpod/input-fields.js";
import type { FunctionFlow } from "../../../runpod/job-flow.js";
import { modelKind } from "../../../runpod/model-fields.js";
import { isReachedAlways } from "../../../runpod/presence.js";
import { caughtName, catchers } from "../errors/exceptions.js";

/** A pydantic model of the worker's own that the whole input is turned into, and nothing else of it is read. */
export interface OwnModel {
  readonly name: string;
  /** The call that makes the model of the input. */
  readonly call: PyNode;
  /** The clause with the author's answer to an input that the model refuses. */
  readonly clause: PyNode | undefined;
}

/** What pydantic's exception derives from. */
const VALIDATION_ERROR = ["ValidationError", "ValueError", "Exception", "BaseException"];

/**
 * The author's own model where it can be the type of the endpoint's parameter: every job is turned into it before
 * anything else happens, and what the author answers to a refusal needs nothing that the handler has computed.
 */
export function ownModel(
  context: FieldContext,
  flows: readonly FunctionFlow[],
  isModuleName: (node: PyNode) => boolean,
): OwnModel | undefined {
  const [flow] = flows;
  if (flow === undefined || flows.length !== 1 || flow.definition.type !== "function_definition") return undefined;
  const [whole] = flow.wholes;
  if (whole === undefined || !isOnlyUse(flow) || !whole.isCertain || whole.role !== "input") return undefined;
  const call = constructionOf(whole.node);
  const definition = call === undefined ? undefined : modelBehind(context, call);
  if (call === undefined || definition === undefined || definition.start > flow.definition.start) return undefined;
  if (!isFirstOfAll(call, flow) || !isReachedAlways(context, { flow, node: call }, flows)) return undefined;
  const [clause] = catchers(call, VALIDATION_ERROR);
  const mentions = [call.field("function"), clause].flatMap((node) => (node === undefined ? [] : [...node.walk()]));
  if (mentions.some((node) => node.type === "identifier" && !isModuleName(node))) return undefined;
  if (clause !== undefined && !isSelfContained(context, flow, clause)) return undefined;
  return { name: definition.field("name")?.text ?? "", call, clause };
}

/** Whether the flow does nothing with the job but this, and ask for its id. */
function isOnlyUse(flow: FunctionFlow): boolean {
  const others = [...flow.reads, ...flow.named, ...flow.stores, ...flow.passes, ...flow.copies, ...flow.validations];
  return flow.isFollowed && flow.wholes.length === 1 && others.length === 0;
}

/** `Model(**data)`, `Model.model_validate(data)` or `Model.parse_obj(data)` around the input. */
function constructionOf(input: PyNode): PyNode | undefined {
  const splat = input.parent?.type === "dictionary_splat" ? input.parent : undefined;
  const list = (splat ?? input).parent;
  const call = list?.type === "argument_list" && list.namedChildren.length === 1 ? list.parent : undefined;
  const callee = call?.type === "call" ? call.field("function") : undefined;
  const isParser = /^(?:model_validate|parse_obj)$/.test(callee?.field("attribute")?.text ?? "");
  return (splat === undefined ? isParser : callee?.type === "identifier") ? call : undefined;
}

/** The class of the same file whose object a call makes. */
function modelBehind({ module, resolveCallee }: FieldContext, call: PyNode): PyNode | undefined {
  const callee = call.field("function");
  const named = callee?.type === "attribute" ? callee.field("object") : callee;
  const found = named?.type === "identifier" ? resolveCallee(module, named) : undefined;
  if (found?.module !== module || found.definition.type !== "class_definition") return undefined;
  const outer = found.definition.parent?.type === "decorated_definition" ? found.definition.parent : found.definition;
  const isPydantic = modelKind(module, found.definition, resolveCallee) === "pydantic";
  return isPydantic && outer.parent === module.root ? found.definition : undefined;
}

/** Whether nothing is done before that an input which is refused would not have come to. */
function isFirstOfAll(call: PyNode, flow: FunctionFlow): boolean {
  let statement = statementOf(call);
  if (statement.type !== "expression_statement") return false;
  for (let block = statement.parent; block !== undefined; block = statement.parent) {
    const before = statementsOf(block).filter(({ end }) => end <= statement.start);
    if (!before.every((one) => one.type === "expression_statement" || one.type === "global_statement")) return false;
    if (block.parent === flow.definition) return true;
    if (block.parent?.type !== "try_statement" || block.fieldName !== "body") return false;
    statement = block.parent;
  }
  return false;
}

/** Whether a clause only answers errors, with names of the module and the exception. */
function isSelfContained({ isSuccess, module }: FieldContext, flow: FunctionFlow, clause: PyNode): boolean {
  const block = blockOf(clause);
  if (block === undefined || isGenerator(flow.definition) || !terminates(block)) return false;
  const isAnswered = [...ownNodes(block)].every((node) => node.type !== "return_statement" || !isSuccess(node));
  const name = caughtName(clause);
  const isOwn = (node: PyNode): boolean =>
    node.type === "identifier" && node.text !== name && module.scopes.bindingOf(node)?.scope.node === flow.definition;
  return isAnswered && ![...block.walk()].some(isOwn) && !/\brefresh_worker\b|^\s*raise\s*$/m.test(block.text);
}

/** The name that is given the model, where it can be the endpoint's parameter instead. */
export function nameForModel(module: PythonModule, flow: FunctionFlow, { call }: OwnModel): PyNode | undefined {
  const assignment = call.parent?.type === "assignment" ? call.parent : undefined;
  const name = assignment === undefined ? undefined : assignedName(assignment);
  const binding = name === undefined ? undefined : module.scopes.bindingOf(name);
  const binds = binding?.references.filter(({ role }) => role !== "read") ?? [];
  const aliases = new Set(flow.aliases.map((alias) => alias.binding));
  const isTaken = [...flow.definition.walk()].some((node) => {
    if (node.type !== "identifier" || node.text !== "input" || module.scopes.roleOf(node) !== "bind") return false;
    const other = module.scopes.bindingOf(node);
    return other !== binding && other !== undefined && !aliases.has(other);
  });
  const isWhole = assignment !== undefined && unparenthesized(assignment.field("right") ?? assignment) === call;
  return isWhole && binds.length === 1 && binding?.scope.node === flow.definition && !isTaken ? name : undefined;
}
