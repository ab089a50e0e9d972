import { isStored } from "../python/changes.js";
import { definitionOf } from "../python/functions.js";
import type { PythonModule } from "../python/module.js";
import { parenthesized, type PyNode } from "../python/node.js";
import { enclosingFunction, methodCall } from "../python/queries.js";
import { moduleValue } from "./schema.js";

/** A function that looks for the input where another function has put it. */
export interface HeldInput {
  readonly module: PythonModule;
  readonly definition: PyNode;
  /** The expressions that stand for the input in it, by whether they hold nothing else there. */
  readonly held: ReadonlyMap<PyNode, boolean>;
}

/**
 * The functions that read an input which is put somewhere for them: under a global name, in an attribute of an object,
 * in a context variable.
 */
export function heldInputs(module: PythonModule, input: PyNode): readonly HeldInput[] {
  const value = parenthesized(input);
  const found = new Map<PyNode, Map<PyNode, boolean>>();
  for (const mention of mentionsOf(module, value)) {
    const definition = enclosingFunction(mention);
    if (definition === undefined || isStored(mention)) continue;
    const isCertain = definition.contains(value) && mention.start > value.end;
    found.set(definition, (found.get(definition) ?? new Map<PyNode, boolean>()).set(mention, isCertain));
  }
  return [...found].map(([definition, held]) => ({ module, definition, held }));
}

function mentionsOf(module: PythonModule, value: PyNode): readonly PyNode[] {
  const assignment = value.parent?.type === "assignment" && value.fieldName === "right" ? value.parent : undefined;
  const target = assignment?.field("left");
  if (target?.type === "identifier") return globalMentions(module, target);
  if (target?.type === "attribute") return attributeMentions(module, target);
  return contextMentions(module, value);
}

function globalMentions(module: PythonModule, name: PyNode): readonly PyNode[] {
  const binding = module.scopes.bindingOf(name);
  if (binding?.scope.kind !== "module") return [];
  return binding.references.flatMap(({ node, role }) => (role === "read" ? [node] : []));
}

/** `self.params` in the methods of the class whose object holds the input, and the same expression elsewhere. */
function attributeMentions(module: PythonModule, target: PyNode): readonly PyNode[] {
  const owner = classOf(module, target.field("object"));
  const name = target.field("attribute")?.text;
  return [...module.root.walk()].filter((node) => {
    if (node.type !== "attribute" || node.field("attribute")?.text !== name) return false;
    const isOwn = node.field("object")?.text === "self" && owner?.contains(node) === true;
    return isOwn || (node.text === target.text && node.field("object")?.text !== "self");
  });
}

/** The class of the file that an object is made of: `self`, or a name of the module that is given such an object. */
function classOf(module: PythonModule, object: PyNode | undefined): PyNode | undefined {
  if (object?.text === "self") return object.ancestor("class_definition");
  const value = object?.type === "identifier" ? moduleValue(module, object.text) : undefined;
  const callee = value?.type === "call" ? value.field("function") : undefined;
  const definition = callee === undefined ? undefined : definitionOf(module, callee);
  return definition?.type === "class_definition" ? definition : undefined;
}

/** `CURRENT.get()` where `CURRENT.set(job["input"])` has put the input into a context variable. */
function contextMentions(module: PythonModule, value: PyNode): readonly PyNode[] {
  const call = value.parent?.type === "argument_list" ? value.parent.parent : undefined;
  const method = call?.type === "call" ? methodCall(call) : undefined;
  const binding = method?.name === "set" ? module.scopes.bindingOf(method.receiver) : undefined;
  const made = binding?.scope.kind === "module" ? moduleValue(module, method?.receiver.text ?? "") : undefined;
  const callee = made?.type === "call" ? made.field("function") : undefined;
  if (callee === undefined || module.names.of(callee) !== "contextvars.ContextVar") return [];
  return (binding?.references ?? []).flatMap(({ node }) => {
    const outer = node.parent?.type === "attribute" ? node.parent.parent : undefined;
    return outer !== undefined && methodCall(outer)?.name === "get" ? [outer] : [];
  });
}
