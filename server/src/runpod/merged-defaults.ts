import { onlyValue } from "../python/bindings.js";
import { stringValue } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import { unparenthesized, type PyNode } from "../python/node.js";
import { assignedName, assignmentOf, methodCall, positionalArguments } from "../python/queries.js";
import { moduleValue } from "./schema.js";

/** A dictionary of defaults that the caller's input is laid over. */
export interface MergedDefaults {
  readonly entries: ReadonlyMap<string, PyNode>;
  /** The name that is given the result; undefined where the input itself is filled in, or the result has no name. */
  readonly name: PyNode | undefined;
  /** The statements that make the result, and nothing else. */
  readonly statements: readonly PyNode[];
}

/** What a mention of the whole input is merged with: `{**DEFAULTS, **job_input}`, `DEFAULTS | job_input` and the like. */
export function mergedDefaults(module: PythonModule, input: PyNode): MergedDefaults | undefined {
  for (const form of FORMS) {
    const found = form(module, input);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Form = (module: PythonModule, input: PyNode) => MergedDefaults | undefined;

/** `{**DEFAULTS, "steps": 20, **job_input}` and `dict(DEFAULTS, **job_input)`. */
function spreadLast(module: PythonModule, input: PyNode): MergedDefaults | undefined {
  const splat = input.parent;
  const holder = splat?.type === "dictionary_splat" ? splat.parent : undefined;
  if (splat === undefined || holder === undefined) return undefined;
  if (holder.namedChildren.at(-1) !== splat) return undefined;
  if (holder.type === "dictionary") return assigned(holder, entriesOf(module, holder, splat));
  const call = holder.type === "argument_list" ? holder.parent : undefined;
  const [first, ...others] = holder.namedChildren;
  if (call?.field("function")?.text !== "dict" || first === undefined || others.length !== 1) return undefined;
  return assigned(call, literalEntries(module, first));
}

/** `DEFAULTS | job_input`. */
function united(module: PythonModule, input: PyNode): MergedDefaults | undefined {
  const union = input.parent?.type === "binary_operator" && input.fieldName === "right" ? input.parent : undefined;
  const left = union?.field("operator")?.text === "|" ? union.field("left") : undefined;
  return union === undefined || left === undefined ? undefined : assigned(union, literalEntries(module, left));
}

/** `settings = DEFAULTS.copy()` and then `settings.update(job_input)`. */
function updated(module: PythonModule, input: PyNode): MergedDefaults | undefined {
  const call = input.parent?.type === "argument_list" ? input.parent.parent : undefined;
  const method = call === undefined ? undefined : methodCall(call);
  const statement = call?.parent?.type === "expression_statement" ? call.parent : undefined;
  if (method?.name !== "update" || method.receiver.type !== "identifier" || statement === undefined) return undefined;
  const copy = onlyValue(module.scopes.bindingOf(method.receiver));
  const source = copy === undefined ? undefined : copied(module, copy);
  const entries = source === undefined ? undefined : literalEntries(module, source);
  const assignment = copy === undefined ? undefined : assignmentOf(copy);
  const name = assignment === undefined ? undefined : assignedName(assignment);
  const start = assignment?.parent;
  if (entries === undefined || name === undefined || start === undefined) return undefined;
  return { entries, name, statements: [start, statement] };
}

/** `for key, value in DEFAULTS.items(): job_input.setdefault(key, value)`. */
function filledIn(module: PythonModule, input: PyNode): MergedDefaults | undefined {
  const call = input.parent?.type === "attribute" ? input.parent.parent : undefined;
  const loop = call?.ancestor("for_statement");
  const [key, value] = call === undefined ? [] : positionalArguments(call);
  const names = loop?.field("left")?.namedChildren.map(({ text }) => text) ?? [];
  const items = loop?.field("right");
  const method = items === undefined ? undefined : methodCall(items);
  if (call === undefined || methodCall(call)?.name !== "setdefault" || method?.name !== "items") return undefined;
  if (key?.text !== names[0] || value?.text !== names[1] || loop === undefined) return undefined;
  const entries = literalEntries(module, method.receiver);
  const isAll = loop.field("body")?.namedChildren.length === 1;
  return entries === undefined || !isAll ? undefined : { entries, name: undefined, statements: [loop] };
}

const FORMS: readonly Form[] = [spreadLast, united, updated, filledIn];

function assigned(merge: PyNode, entries: ReadonlyMap<string, PyNode> | undefined): MergedDefaults | undefined {
  if (entries === undefined || entries.size === 0) return undefined;
  const assignment = assignmentOf(merge);
  const name = assignment === undefined ? undefined : assignedName(assignment);
  const statement = assignment?.parent;
  const isAlone = name !== undefined && statement?.type === "expression_statement";
  return isAlone ? { entries, name, statements: [statement] } : { entries, name: undefined, statements: [] };
}

/** What a call makes a second dictionary of. */
function copied(module: PythonModule, value: PyNode): PyNode | undefined {
  if (value.type === "dictionary") return value;
  const method = methodCall(value);
  if (method?.name === "copy" && positionalArguments(value).length === 0) return method.receiver;
  const callee = value.type === "call" ? value.field("function") : undefined;
  const name = callee === undefined ? undefined : (module.names.of(callee) ?? callee.text);
  const isCopy = name === "dict" || name === "copy.copy" || name === "copy.deepcopy";
  return isCopy && value.field("arguments")?.namedChildren.length === 1 ? positionalArguments(value)[0] : undefined;
}

/** The entries of a dictionary display, or of the one that a name stands for, with literal keys throughout. */
function literalEntries(module: PythonModule, expression: PyNode): ReadonlyMap<string, PyNode> | undefined {
  const node = unparenthesized(expression);
  if (node.type === "dictionary") return entriesOf(module, node, undefined);
  const binding = node.type === "identifier" ? module.scopes.bindingOf(node) : undefined;
  const value = binding?.scope.kind === "module" ? moduleValue(module, node.text) : onlyValue(binding);
  return value?.type === "dictionary" ? entriesOf(module, value, undefined) : undefined;
}

function entriesOf(
  module: PythonModule,
  dictionary: PyNode,
  end: PyNode | undefined,
): ReadonlyMap<string, PyNode> | undefined {
  const entries = new Map<string, PyNode>();
  for (const child of dictionary.namedChildren) {
    if (child === end) break;
    const [key, value] = [stringValue(child.field("key")), child.field("value")];
    const spread = child.type === "dictionary_splat" ? child.namedChildren[0] : undefined;
    const inner = spread === undefined ? undefined : literalEntries(module, spread);
    if (inner !== undefined) for (const [name, node] of inner) entries.set(name, node);
    else if (key !== undefined && value !== undefined) entries.set(key, value);
    else return undefined;
  }
  return entries;
}
