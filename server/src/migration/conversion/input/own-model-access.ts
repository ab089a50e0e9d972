import { indentationAt, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { blockOf, statementOf, statementsOf } from "../../../python/queries.js";
import type { Rewriter } from "../../../python/rewriter.js";
import type { FunctionFlow } from "../../../runpod/job-flow.js";
import { exceptClauses } from "../errors/exceptions.js";
import type { InputAccess } from "./input-access.js";
import { nameForModel, type OwnModel } from "./own-model.js";
import { closeGap } from "../module/statements.js";

/** How an endpoint takes the author's own model. */
export interface OwnModelUse {
  /** The annotation of the endpoint's parameter. */
  readonly annotation: string;
  readonly imports: readonly string[];
  /** The function with the author's answer to what the model refuses, once the answers have been rewritten. */
  readonly definitions: () => readonly (readonly [string, string])[];
}

/** Lets the handler take the model as its parameter, in the place of what it made of the input itself. */
export function rewriteOwnModel(
  module: PythonModule,
  rewriter: Rewriter,
  flow: FunctionFlow,
  model: OwnModel,
): InputAccess {
  const name = nameForModel(module, flow, model);
  for (const alias of flow.aliases)
    for (const assignment of alias.assignments) closeGap(module, rewriter, statementOf(assignment));
  if (name === undefined) rewriter.replace(model.call, "input");
  else {
    for (const { node, role } of module.scopes.bindingOf(name)?.references ?? [])
      if (role === "read" && name.text !== "input") rewriter.replace(node, "input");
    closeGap(module, rewriter, tryAround(model, name) ?? statementOf(model.call));
  }
  for (const { node } of flow.ids) rewriter.replace(node, "request_id");
  return { isOpen: false, needsRequestId: flow.ids.length > 0, bridges: [], prologue: [] };
}

/** The `try` that stands around the making of the model alone. */
function tryAround({ call, clause }: OwnModel, name: PyNode): PyNode | undefined {
  const statement = clause?.parent;
  const isAlone = statementsOf(statement?.field("body")).every(
    (one) => one === statementOf(call) || one.namedChildren[0]?.type !== "call",
  );
  const clauses = statement === undefined ? [] : exceptClauses(statement);
  const isPlain = statement?.namedChildren.length === clauses.length + 1;
  const last = statementsOf(statement?.field("body")).at(-1);
  return isAlone && isPlain && last === statementOf(name) ? statement : undefined;
}

/** How the parameter is written: the model, and where the author answers its refusals, with a function that does. */
export function useOwnModel(module: PythonModule, rewriter: Rewriter, model: OwnModel): OwnModelUse {
  const { name, clause } = model;
  if (clause === undefined) return { annotation: name, imports: [], definitions: () => [] };
  const reader = readerName(module, name);
  return {
    annotation: `Annotated[${name}, WrapValidator(${reader})]`,
    imports: [
      "from typing import Annotated",
      "from pydantic import WrapValidator",
      "from fastapi import HTTPException",
    ],
    definitions: () => [[reader, readerText(module, rewriter, model, clause, reader)]],
  };
}

function readerName(module: PythonModule, model: string): string {
  const words = model.replace(/([a-z0-9])(?=[A-Z])/g, "$1_").toLowerCase();
  let name = `read_${words}`;
  while (module.scopes.module.bindings.has(name)) name = `${name}_input`;
  return name;
}

function readerText(
  module: PythonModule,
  rewriter: Rewriter,
  { call, name }: OwnModel,
  clause: PyNode,
  reader: string,
): string {
  const [one, two] = [module.indent, module.indent.repeat(2)];
  const block = blockOf(clause) ?? clause;
  const indent = indentationAt(module.source, block.start);
  // What a model refuses is the caller's mistake, whatever else the clause answers.
  const answer = rewriter.render(block).replace(/\bstatus_code=500\b/g, "status_code=422");
  const callee = call.field("function")?.text ?? name;
  const isSpread = call.field("arguments")?.namedChildren[0]?.type === "dictionary_splat";
  const caught = module.source.slice(clause.start, block.start).replace(/:\s*$/, ":");
  return [
    `def ${reader}(data, _):`,
    `${one}"""Read the request as \`${name}\`; what that refuses is answered as the worker did."""`,
    `${one}try:`,
    `${two}return ${callee}(${isSpread ? "**" : ""}data)`,
    `${one}${caught.trimEnd()}`,
    reindent(indent + answer.trimEnd(), indent, two),
  ].join("\n");
}
