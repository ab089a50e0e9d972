import { bindsOf, onlyBind, onlyValue } from "../python/bindings.js";
import { argumentFor, definitionOf, parametersOf } from "../python/functions.js";
import { literalOf, type Literal } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import type { PyNode } from "../python/node.js";
import {
  assignedName,
  comparison,
  enclosingFunction,
  methodCall,
  positionalArguments,
  subscriptKey,
} from "../python/queries.js";
import { readAnnotation } from "./annotations.js";
import type { FieldRead } from "./job-flow.js";
import { reachingBinds } from "./reaching.js";

/** What the code around the reads of a field shows of its type. */
export interface TypeEvidence {
  /** Python type names that some use asks for; `isinstance` where the code looks for itself. */
  readonly types: ReadonlySet<string>;
  /** `int` or `float` where the code itself casts every value it reads. */
  readonly cast: "int" | "float" | "str" | "bool" | undefined;
  /** Whether the author answers a value that cannot be cast. */
  readonly isGuarded: boolean;
}

/** Stands among the types where the code itself looks at the value's type. */
export const LOOKED_AT = "isinstance";

/** What a use asks for that any number would do for. */
export const SOME_NUMBER = "number";

/** What a use makes a float of, whatever it was before. */
export const AS_FLOAT = "as float";

/** Collects what the uses of a field's values show, through the variable a read is assigned to. */
export function gatherEvidence(reads: readonly FieldRead[]): TypeEvidence {
  const types = new Set<string>();
  const casts = new Set<string | undefined>();
  for (const read of reads) {
    if (read.form === "has") continue;
    const { module } = read.flow;
    casts.add(castAround(module, read.node));
    for (const use of usesOf(module, read.node))
      for (const type of [...typesAskedFor(module, use), ...showsObjects(module, use)]) types.add(type);
    if (isLookedAt(module, read.node)) types.add(LOOKED_AT);
  }
  const [cast, ...others] = casts;
  const isGuarded = reads.some(({ node }) => isCastAnswered(node));
  return { types, cast: others.length === 0 && isCast(cast) ? cast : undefined, isGuarded };
}

/** Whether a clause around a place names what a cast raises, with no broader one in front of it. */
function isCastAnswered(node: PyNode): boolean {
  let child = node;
  for (let parent = node.parent; parent !== undefined; child = parent, parent = child.parent) {
    if (parent.is("function_definition", "lambda")) return false;
    if (parent.type !== "try_statement" || child.fieldName !== "body") continue;
    const first = parent.namedChildren.find(({ type }) => type === "except_clause");
    const caught = first?.text.slice(0, first.text.indexOf(":")) ?? "";
    if (/\b(?:ValueError|TypeError)\b/.test(caught)) return true;
  }
  return false;
}

const CASTS = ["int", "float", "str", "bool"] as const;

function isCast(name: string | undefined): name is (typeof CASTS)[number] {
  return (CASTS as readonly (string | undefined)[]).includes(name);
}

function castAround(module: PythonModule, node: PyNode): string | undefined {
  const call = node.parent?.type === "argument_list" ? node.parent.parent : undefined;
  const callee = call?.field("function");
  const isBuiltin = callee?.type === "identifier" && module.scopes.bindingOf(callee) === undefined;
  return isBuiltin && isCast(callee.text) ? callee.text : undefined;
}

/** The read itself and every mention of the variable it is assigned to that sees this value and no other. */
function usesOf(module: PythonModule, node: PyNode): readonly PyNode[] {
  const assignment = node.parent?.type === "assignment" ? node.parent : undefined;
  const name = assignment === undefined ? undefined : assignedName(assignment);
  const binding = name === undefined ? undefined : module.scopes.bindingOf(name);
  if (binding === undefined || enclosingFunction(node) === undefined) return [node];
  const binds = bindsOf(binding);
  const seesOther = (mention: PyNode): boolean => reachingBinds(binds, mention).some((bind) => bind !== name);
  return [
    node,
    ...binding.references.flatMap(({ role, node: use }) => (role === "read" && !seesOther(use) ? [use] : [])),
  ];
}

/**
 * Whether the code asks for the value's type through a name that also holds other values: one that is replaced where
 * the answer is yes (`if isinstance(texts, str): texts = [texts]`), or that took the first of several reads.
 */
function isLookedAt(module: PythonModule, read: PyNode): boolean {
  let value = read;
  while (value.parent?.is("boolean_operator", "conditional_expression", "parenthesized_expression") === true)
    value = value.parent;
  const assignment = value.parent?.type === "assignment" ? value.parent : undefined;
  const name = assignment === undefined ? undefined : assignedName(assignment);
  const binding = name === undefined ? undefined : module.scopes.bindingOf(name);
  if (name === undefined || binding === undefined || enclosingFunction(read) === undefined) return false;
  const binds = binding.references.flatMap(({ node, role }) => (role === "bind" ? [node] : []));
  return binding.references.some(
    ({ node, role }) =>
      role === "read" &&
      typesAskedFor(module, node).includes(LOOKED_AT) &&
      reachingBinds(binds, node).some((bind) => bind === name),
  );
}

/** What is asked for by key inside it: `messages[0]["role"]`, `for message in messages: message["role"]`. */
function showsObjects(module: PythonModule, use: PyNode): readonly string[] {
  const uses = itemsOf(module, use);
  const asked = uses.flatMap((item) => typesAskedFor(module, item));
  return uses.some(isAskedByKey) && asked.every((type) => type === "dict") ? [LIST_OF_OBJECTS] : [];
}

/** The type of a list whose items the code asks for keys. */
export const LIST_OF_OBJECTS = "list[dict[str, Any]]";

/** The mentions of a list's items: at an index, or by the name that a loop gives to each. */
function itemsOf(module: PythonModule, list: PyNode): readonly PyNode[] {
  const parent = list.parent;
  if (parent?.type === "subscript" && list.fieldName === "value")
    return literalOf(parent.field("subscript"))?.kind === "int" ? usesOf(module, parent) : [];
  const call = parent?.type === "argument_list" ? parent.parent : undefined;
  const counted = call?.field("function")?.text === "enumerate" ? call : undefined;
  const source = counted ?? list;
  const loop = source.parent?.is("for_statement", "for_in_clause") === true ? source.parent : undefined;
  if (loop === undefined || source.fieldName !== "right") return [];
  const names = loop.field("left");
  const name = counted !== undefined ? names?.namedChildren[1] : names;
  const binding = name?.type === "identifier" ? module.scopes.bindingOf(name) : undefined;
  if (onlyBind(binding) === undefined) return [];
  return (binding?.references ?? []).flatMap(({ node, role }) => (role === "read" ? [node] : []));
}

function isAskedByKey(item: PyNode): boolean {
  const parent = item.parent;
  if (parent?.type === "subscript" && item.fieldName === "value") return subscriptKey(parent) !== undefined;
  const method = parent?.type === "attribute" && parent.parent !== undefined ? methodCall(parent.parent) : undefined;
  return method?.name === "get" && method.receiver === item;
}

const STRING_METHODS = new Set(
  "strip lstrip rstrip lower upper title startswith endswith encode replace splitlines format split isdigit capitalize removeprefix removesuffix".split(
    " ",
  ),
);
const LIST_METHODS = new Set(["append", "extend", "sort", "insert"]);
const DICTIONARY_METHODS = new Set(["items", "keys", "values", "setdefault"]);

/** Calls whose first argument is text. */
const TEXT_CALLS =
  /^(?:base64\.b64decode|base64\.standard_b64decode|base64\.urlsafe_b64decode|json\.loads|requests\.get|urllib\.request\.\w+|urllib\.parse\.\w+|re\.\w+|os\.path\.\w+|pathlib\.Path|httpx\.get)$/;

function typesAskedFor(module: PythonModule, use: PyNode): readonly string[] {
  const parent = use.parent;
  if (parent === undefined) return [];
  const rule = ASKS[parent.type];
  return rule?.(module, use, parent) ?? [];
}

type Ask = (module: PythonModule, use: PyNode, parent: PyNode) => readonly string[] | undefined;

const ASKS: Readonly<Record<string, Ask | undefined>> = {
  attribute: (_, use, parent) => {
    if (use.fieldName !== "object" || parent.parent?.type !== "call") return [];
    const method = methodCall(parent.parent);
    if (method === undefined) return [];
    if (STRING_METHODS.has(method.name)) return ["str"];
    if (LIST_METHODS.has(method.name)) return ["list"];
    return DICTIONARY_METHODS.has(method.name) ? ["dict"] : [];
  },
  binary_operator: (module, use, parent) => {
    const other = use.fieldName === "left" ? parent.field("right") : parent.field("left");
    const literal = literalOf(other);
    const operator = parent.field("operator")?.text;
    if (other?.type === "string" && operator === "+") return ["str"];
    if (isFloat(module, other)) return ["float"];
    return literal?.kind === "int" && operator !== "*" ? [SOME_NUMBER] : [];
  },
  comparison_operator: (_, use, parent) => {
    const compared = comparison(parent);
    if (compared === undefined)
      return parent.namedChildren.some((child) => child.type === "float") ? ["float"] : [SOME_NUMBER];
    const other = compared.left === use ? compared.right : compared.left;
    if (compared.operator === "in" && compared.left === use) return elementTypes(literalOf(other));
    return comparedType(compared.operator, literalOf(other));
  },
  argument_list: (module, use, parent) => [
    ...argumentTypes(module, use, parent),
    ...parameterTypes(module, use, parent.parent),
  ],
  keyword_argument: (module, use, parent) => parameterTypes(module, use, parent.parent?.parent),
  subscript: (_, use, parent) =>
    use.fieldName === "subscript" ? [] : literalOf(parent.field("subscript"))?.kind === "str" ? ["dict"] : [],
};

function comparedType(operator: string, literal: Literal | undefined): readonly string[] {
  if (literal?.kind === "str" && ["==", "!="].includes(operator)) return ["str"];
  if (literal?.kind === "float") return ["float"];
  if (literal?.kind === "int" && /^[<>]=?$/.test(operator)) return [SOME_NUMBER];
  return [];
}

function elementTypes(literal: Literal | undefined): readonly string[] {
  if (literal?.kind !== "list" && literal?.kind !== "tuple" && literal?.kind !== "set") return [];
  return literal.items.length > 0 && literal.items.every(({ kind }) => kind === "str") ? ["str"] : [];
}

function argumentTypes(module: PythonModule, use: PyNode, parent: PyNode): readonly string[] {
  const call = parent.parent;
  const callee = call?.type === "call" ? call.field("function") : undefined;
  if (call === undefined || callee === undefined) return [];
  const [first] = positionalArguments(call);
  const name = module.names.of(callee);
  if (first !== use) return [];
  if (name !== undefined) return TEXT_CALLS.test(name) ? ["str"] : [];
  if (callee.type !== "identifier" || module.scopes.bindingOf(callee) !== undefined) return [];
  if (callee.text === "range") return ["int"];
  if (callee.text === "open") return ["str"];
  if (callee.text === "float") return [AS_FLOAT];
  if (callee.text === "type" && call.parent?.type === "comparison_operator") return [LOOKED_AT];
  return callee.text === "isinstance" ? [LOOKED_AT] : [];
}

/** A parameter of the worker's own function that is said to be a float. */
function parameterTypes(module: PythonModule, use: PyNode, call: PyNode | undefined): readonly string[] {
  const callee = call?.type === "call" ? call.field("function") : undefined;
  const target = callee === undefined ? undefined : definitionOf(module, callee);
  if (call === undefined || target?.type !== "function_definition") return [];
  const parameters = parametersOf(target);
  const parameter = parameters.find(({ name }) => argumentFor(call, parameters, name) === use);
  return readAnnotation(parameter?.node.field("type")).type === "float" ? [AS_FLOAT] : [];
}

/** A float that stands there, or is all that a name is ever given. */
function isFloat(module: PythonModule, node: PyNode | undefined): boolean {
  const value = node?.type === "identifier" ? onlyValue(module.scopes.bindingOf(node)) : node;
  return literalOf(value)?.kind === "float";
}
