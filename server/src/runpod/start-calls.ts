import { assignedAt } from "../python/bindings.js";
import type { PythonModule } from "../python/module.js";
import type { PyNode } from "../python/node.js";
import { enclosingFunction, keywordArgument, positionalArguments, statementOf } from "../python/queries.js";
import { literalOf, stringValue } from "../python/literals.js";

/** A call that registers a worker, or that its author meant to. */
export interface StartCall {
  readonly call: PyNode;
  readonly form: StartForm;
  /** The value given for the handler; undefined where it cannot be seen. */
  readonly handler: PyNode | undefined;
  /** The other keys of the configuration, in order. */
  readonly options: ReadonlyMap<string, PyNode>;
  /** False where the configuration is built in a way that cannot be followed. */
  readonly isComplete: boolean;
  /** The function that holds the call, when it is not module code. */
  readonly enclosing: PyNode | undefined;
}

/** What an option of `start` comes to: on, off, or as an expression decides when the worker starts. */
export function switchOf({ options }: StartCall, option: string): "on" | "off" | PyNode {
  const value = options.get(option);
  const literal = literalOf(value);
  if (value === undefined || literal?.kind === "none") return "off";
  if (literal === undefined) return value;
  return "value" in literal && !literal.value ? "off" : "on";
}

/**
 * `start`: as documented. `misuse`: a form that never ran on RunPod (`start(handler)`, `runpod.start(…)`), but whose
 * intent is plain.
 */
export type StartForm = "start" | "misuse";

const START_NAMES = new Map<string, StartForm>([
  ["runpod.serverless.start", "start"],
  ["runpod.start", "misuse"],
]);

/** Every call of `runpod.serverless.start` in a module, imports and aliases followed. */
export function findStartCalls(module: PythonModule): readonly StartCall[] {
  const calls: StartCall[] = [];
  for (const call of module.root.walk()) {
    const callee = call.type === "call" ? call.field("function") : undefined;
    const form = callee === undefined ? undefined : START_NAMES.get(module.names.of(callee) ?? "");
    if (form !== undefined) calls.push(readCall(module, call, form));
  }
  return calls;
}

function readCall(module: PythonModule, call: PyNode, form: StartForm): StartCall {
  const enclosing = enclosingFunction(call);
  const argument = positionalArguments(call)[0] ?? keywordArgument(call, "config");
  const byKeyword = keywordArgument(call, "handler");
  const base = { call, enclosing, options: new Map<string, PyNode>() };
  if (argument === undefined)
    return { ...base, form: "misuse", handler: byKeyword, isComplete: byKeyword !== undefined };
  const entries = new Map<string, PyNode>();
  const isComplete = readConfiguration(module, argument, entries);
  const handler = entries.get("handler");
  if (handler === undefined && isCallable(module, argument)) {
    return { ...base, form: "misuse", handler: argument, isComplete: true };
  }
  entries.delete("handler");
  return { ...base, form, handler, options: entries, isComplete: isComplete && handler !== undefined };
}

/** Reads a configuration into `entries`; false where a part of it cannot be followed. */
function readConfiguration(module: PythonModule, node: PyNode, entries: Map<string, PyNode>): boolean {
  if (node.type === "dictionary") {
    return node.namedChildren.every((child) => readEntry(module, child, entries));
  }
  if (node.type === "call" && node.field("function")?.text === "dict") {
    for (const argument of node.field("arguments")?.namedChildren ?? []) {
      const [name, value] = [argument.field("name"), argument.field("value")];
      if (argument.type === "keyword_argument" && name !== undefined && value !== undefined)
        entries.set(name.text, value);
      else if (!readConfiguration(module, argument.namedChildren[0] ?? argument, entries)) return false;
    }
    return true;
  }
  return node.type === "identifier" && readVariable(module, node, entries);
}

function readEntry(module: PythonModule, child: PyNode, entries: Map<string, PyNode>): boolean {
  if (child.type === "dictionary_splat") {
    const spread = child.namedChildren[0];
    return spread !== undefined && readConfiguration(module, spread, entries);
  }
  const key = stringValue(child.field("key"));
  const value = child.field("value");
  if (key === undefined || value === undefined) return false;
  entries.set(key, value);
  return true;
}

/** Follows `config = {…}`, `config["key"] = value` and `config.update(…)` in the same scope. */
function readVariable(module: PythonModule, node: PyNode, entries: Map<string, PyNode>): boolean {
  const binding = module.scopes.bindingOf(node);
  if (binding === undefined) return false;
  let isComplete = false;
  for (const { node: mention, role } of binding.references) {
    if (role === "bind" && additionTo(mention) === undefined) {
      const value = assignedAt(mention);
      isComplete = value !== undefined && readConfiguration(module, value, entries);
      continue;
    }
    const block = statementOf(mention).parent;
    const isAlways = binding.references.some(({ node: other, role: use }) => use === "bind" && block?.contains(other));
    const added = new Map<string, PyNode>();
    if (!readAddition(module, mention, added)) isComplete = false;
    // What only some starts have is no option of the app, but for those that say how much may run at once.
    for (const [key, value] of added) if (isAlways || key !== "refresh_worker") entries.set(key, value);
  }
  return isComplete;
}

/** Reads what a statement puts into the configuration that it mentions; false where that cannot be followed. */
function readAddition(module: PythonModule, mention: PyNode, entries: Map<string, PyNode>): boolean {
  const { stored, updates } = additionTo(mention) ?? {};
  const key = stringValue(stored?.field("subscript"));
  const value = stored?.parent?.field("right");
  if (key !== undefined && value !== undefined) entries.set(key, value);
  return (updates ?? []).every((update) => readUpdate(module, update, entries));
}

function readUpdate(module: PythonModule, update: PyNode, entries: Map<string, PyNode>): boolean {
  const [name, value] = [update.field("name"), update.field("value")];
  if (update.type !== "keyword_argument" || name === undefined || value === undefined)
    return readConfiguration(module, update, entries);
  entries.set(name.text, value);
  return true;
}

/** How a statement adds to the dictionary that it mentions. */
interface Addition {
  /** `config["key"]` of `config["key"] = value`. */
  readonly stored?: PyNode;
  /** The arguments of `config.update(…)`, or what `config |= …` adds. */
  readonly updates?: readonly PyNode[];
}

/** What `config["key"] = value`, `config.update(…)` or `config |= …` adds; undefined where the mention is another use. */
export function additionTo(mention: PyNode): Addition | undefined {
  const holder = mention.parent;
  if (holder?.type === "subscript" && holder.fieldName === "left" && holder.parent?.type === "assignment")
    return mention.fieldName === "value" ? { stored: holder } : undefined;
  if (holder?.type === "augmented_assignment" && mention.fieldName === "left") {
    const right = holder.field("right");
    return right !== undefined && holder.field("operator")?.text === "|=" ? { updates: [right] } : undefined;
  }
  const call = holder?.parent;
  const isUpdate = holder?.type === "attribute" && holder.field("attribute")?.text === "update";
  if (!isUpdate || call?.type !== "call" || call.parent?.type !== "expression_statement") return undefined;
  return { updates: call.field("arguments")?.namedChildren ?? [] };
}

function isCallable(module: PythonModule, node: PyNode): boolean {
  if (node.type === "lambda") return true;
  const binding = node.type === "identifier" ? module.scopes.bindingOf(node) : undefined;
  return (
    binding?.references.some(
      ({ node: mention }) => mention.parent?.type === "function_definition" && mention.fieldName === "name",
    ) ?? false
  );
}

/** The statement that the call stands in, at the level of its block. */
export function startStatement(start: StartCall): PyNode {
  return statementOf(start.call);
}
