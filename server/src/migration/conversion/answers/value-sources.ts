import { assignedValues } from "../../../python/bindings.js";
import { definitionOf } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import {
  decoratorsOf,
  isAsync,
  isGenerator,
  methodCall,
  positionalArguments,
  returnsIn,
} from "../../../python/queries.js";

/** How a list that is filled step by step comes about. */
export interface ListSources {
  /** What it is assigned. */
  readonly starts: readonly PyNode[];
  /** What is appended to it. */
  readonly items: readonly PyNode[];
}

const CHANGES = /^(?:extend|insert|remove|pop|clear|sort|reverse|__setitem__)$/;

/** Where the items of a named list come from; undefined where something else may change it. */
export function listSources(module: PythonModule, name: PyNode): ListSources | undefined {
  const binding = name.type === "identifier" ? module.scopes.bindingOf(name) : undefined;
  const starts = binding?.scope.kind === "function" ? assignedValues(binding) : undefined;
  if (binding === undefined || starts === undefined) return undefined;
  const items: PyNode[] = [];
  for (const { node, role } of binding.references) {
    if (role === "bind") continue;
    const call = node.parent?.type === "attribute" ? node.parent.parent : undefined;
    const method = call === undefined ? undefined : methodCall(call);
    const item = call === undefined ? undefined : positionalArguments(call)[0];
    if (method?.name === "append" && item !== undefined) items.push(item);
    else if (CHANGES.test(method?.name ?? "") || isChanged(node)) return undefined;
  }
  return { starts, items };
}

function isChanged(name: PyNode): boolean {
  const parent = name.parent;
  if (parent?.type === "augmented_assignment" && name.fieldName === "left") return true;
  const holder = parent?.type === "subscript" && name.fieldName === "value" ? parent.parent : undefined;
  return holder?.type === "assignment" && holder.field("left") === parent;
}

/** The function of the file that a callee names, if what it returns is what a call, awaited or not, gives back. */
export function plainFunction(module: PythonModule, callee: PyNode, isAwaited = false): PyNode | undefined {
  const definition = definitionOf(module, callee);
  if (definition?.type !== "function_definition" || isAsync(definition) !== isAwaited) return undefined;
  return isGenerator(definition) || decoratorsOf(definition).length > 0 ? undefined : definition;
}

/** What a call of a plain function of the file gives back; undefined for any other call. */
export function resultsOf(module: PythonModule, call: PyNode): readonly PyNode[] | undefined {
  const callee = call.type === "call" ? call.field("function") : undefined;
  const definition = callee === undefined ? undefined : plainFunction(module, callee);
  if (definition === undefined) return undefined;
  const results = returnsIn(definition).map(({ namedChildren: [value] }) => value);
  return results.length > 0 && results.every((result) => result !== undefined) ? results : undefined;
}

/** The loop or comprehension that binds a name to each item of a list, and that list. */
export function iteratedBy(bind: PyNode): PyNode | undefined {
  const isPair = bind.parent?.is("pattern_list", "tuple_pattern") === true;
  const loop = isPair ? bind.parent?.parent : bind.parent;
  if (loop?.is("for_statement", "for_in_clause") !== true) return undefined;
  const source = loop.field("right");
  if (!isPair) return source;
  const isSecond = bind.parent?.namedChildren[1] === bind;
  const isEnumerated = source?.type === "call" && source.field("function")?.text === "enumerate";
  return isSecond && isEnumerated ? positionalArguments(source)[0] : undefined;
}
