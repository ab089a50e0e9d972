import { bindsOf, assignedAt } from "../../python/bindings.js";
import { indentationAt } from "../../python/lines.js";
import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { assignedName, comparison, methodCall, statementOf, subscriptKey, unawaited } from "../../python/queries.js";
import type { Part } from "../../python/rewriter.js";
import { replace } from "./build.js";
import type { Replacement } from "./local-rewrite.js";
import { deleteStatement, removeWithItem } from "./statements.js";

/** What must change where the answer of a request is read, so that it may be the decoded body itself. */
export interface ResponseEdits {
  readonly edits: readonly Replacement[];
  /** Whether nothing but the job's `output` is read from the answer. */
  readonly isOutputAlone: boolean;
  /** Puts new code in the request's place. */
  put(parts: readonly Part[]): readonly Replacement[];
}

/** How the answer of a request is read; undefined where it is read in a way that only a real response can serve. */
export function responseEdits(
  module: PythonModule,
  call: PyNode,
  isRequest: (call: PyNode) => boolean,
): ResponseEdits | undefined {
  const outer = call.parent?.type === "await" ? call.parent : call;
  const value = outer.parent?.type === "parenthesized_expression" ? outer.parent : outer;
  const body = decoded(value);
  if (body !== undefined) return ofExpression(body);
  if (outer.parent?.type === "expression_statement") return plain(outer, []);
  const assignment = outer.parent?.type === "assignment" && outer.fieldName === "right" ? outer.parent : undefined;
  const name = assignment === undefined ? undefined : assignedName(assignment);
  if (name !== undefined) return ofVariable(module, name, isRequest, outer);
  return outer.parent?.type === "as_pattern" ? ofBlock(module, outer.parent, isRequest) : undefined;
}

function plain(replaced: PyNode, edits: readonly Replacement[]): ResponseEdits {
  return { edits, isOutputAlone: false, put: (parts) => [replace(replaced, ...parts)] };
}

/** `response.json()`, awaited where it must be. */
function decoded(response: PyNode): PyNode | undefined {
  const callee = response.parent?.type === "attribute" && response.fieldName === "object" ? response.parent : undefined;
  const call = callee?.parent?.type === "call" ? callee.parent : undefined;
  if (call === undefined || methodCall(call)?.name !== "json") return undefined;
  return call.parent?.type === "await" ? call.parent : call;
}

function ofExpression(body: PyNode): ResponseEdits {
  const output = body.parent?.type === "subscript" && subscriptKey(body.parent) === "output" ? body.parent : undefined;
  return { ...plain(output ?? body, []), isOutputAlone: output !== undefined };
}

function ofVariable(
  module: PythonModule,
  name: PyNode,
  isRequest: (call: PyNode) => boolean,
  replaced: PyNode,
): ResponseEdits | undefined {
  const edits = variableEdits(module, name, isRequest);
  return edits === undefined ? undefined : plain(replaced, edits);
}

function variableEdits(
  module: PythonModule,
  name: PyNode,
  isRequest: (call: PyNode) => boolean,
): readonly Replacement[] | undefined {
  const binding = module.scopes.bindingOf(name);
  const isOnlyRequests = bindsOf(binding).every((bind) => bind === name || isRequestValue(assignedAt(bind), isRequest));
  const reads = (binding?.references ?? []).filter(({ role }) => role === "read").map(({ node }) => node);
  const edits = reads.map((read) => readEdits(module, read));
  return isOnlyRequests && edits.every((edit) => edit !== undefined) ? edits.flat() : undefined;
}

function isRequestValue(value: PyNode | undefined, isRequest: (call: PyNode) => boolean): boolean {
  const call = unawaited(value);
  return call !== undefined && isRequest(call);
}

/** `async with session.post(…) as response:` becomes an assignment, its block moves out one level. */
function ofBlock(
  module: PythonModule,
  pattern: PyNode,
  isRequest: (call: PyNode) => boolean,
): ResponseEdits | undefined {
  const name = pattern.field("alias")?.namedChildren[0];
  const statement = pattern.ancestor("with_statement");
  const item = pattern.parent?.type === "with_item" ? pattern.parent : undefined;
  const edits = name?.type === "identifier" ? variableEdits(module, name, isRequest) : undefined;
  const [header, ...moved] = item === undefined ? [] : (removeWithItem(module, item) ?? []);
  if (statement === undefined || name === undefined || edits === undefined) return undefined;
  if (header?.parts.length !== 0 || moved.length === 0) return undefined;
  const begin = `${indentationAt(module.source, statement.start)}${name.text} = `;
  return {
    edits: [...moved, ...edits],
    isOutputAlone: false,
    put: (parts) => [replace(header.span, begin, ...parts, "\n")],
  };
}

/** What a read of a response becomes; undefined where nothing stands for it. */
function readEdits(module: PythonModule, response: PyNode): readonly Replacement[] | undefined {
  const attribute =
    response.parent?.type === "attribute" && response.fieldName === "object" ? response.parent : undefined;
  const name = attribute?.field("attribute")?.text;
  const read = name === undefined ? undefined : READS[name];
  return attribute === undefined ? undefined : read?.(module, response, attribute);
}

type Read = (module: PythonModule, response: PyNode, attribute: PyNode) => readonly Replacement[] | undefined;

const READS: Readonly<Record<string, Read | undefined>> = {
  json: (_module, response) => {
    const body = decoded(response);
    return body === undefined ? undefined : [replace(body, response)];
  },
  raise_for_status: (module, _response, attribute) => {
    const statement = attribute.parent?.parent;
    return statement?.type === "expression_statement" ? [deleteStatement(module, statement, [])] : undefined;
  },
  text: (_module, response, attribute) =>
    attribute.parent?.type === "call" ? undefined : [replace(attribute, "str(", response, ")")],
  ok: (module, _response, attribute) => condition(module, attribute, true),
  is_success: (module, _response, attribute) => condition(module, attribute, true),
  status_code: statusEdits,
  status: statusEdits,
};

/** The new code raises where the status was another than 200. */
function statusEdits(module: PythonModule, _response: PyNode, attribute: PyNode): readonly Replacement[] | undefined {
  const compared = attribute.parent === undefined ? undefined : comparison(attribute.parent);
  if (compared === undefined) return isAssigned(attribute) ? undefined : [replace(attribute, "200")];
  const { left, operator, right } = compared;
  if (left !== attribute) return undefined;
  const holds = STATUS_OPERATORS[operator]?.(statuses(right));
  return holds === undefined || attribute.parent === undefined ? undefined : condition(module, attribute.parent, holds);
}

function isAssigned(attribute: PyNode): boolean {
  return attribute.fieldName === "left" || attribute.parent?.type === "call";
}

const STATUS_OPERATORS: Readonly<Record<string, ((values: readonly number[]) => boolean) | undefined>> = {
  "==": (values) => values.includes(200),
  "!=": (values) => !values.includes(200),
  in: (values) => values.includes(200),
  "not in": (values) => !values.includes(200),
  ">=": ([value = 0]) => value <= 200,
  ">": ([value = 0]) => value < 200,
  "<": ([value = 0]) => value > 200,
};

function statuses(node: PyNode): readonly number[] {
  const items = node.is("tuple", "list", "set") ? node.namedChildren : [node];
  return items.map(({ text }) => Number(text));
}

/** A condition that now always holds, or never: an `if` that never runs goes. */
function condition(module: PythonModule, node: PyNode, holds: boolean): readonly Replacement[] {
  const negation = node.parent?.type === "not_operator" ? node.parent : undefined;
  const whole = negation ?? node;
  const value = negation === undefined ? holds : !holds;
  const statement = whole.parent?.type === "if_statement" && whole.fieldName === "condition" ? whole.parent : undefined;
  const isAlone = statement?.field("alternative") === undefined && statement !== undefined;
  if (isAlone && !value && unparenthesized(whole) === whole) return [deleteStatement(module, statementOf(whole), [])];
  return [replace(whole, value ? "True" : "False")];
}
