import { BUILTIN_RESULTS, FUNCTION_RESULTS, TEXT_MAKERS, TEXT_METHODS } from "./known-results.js";
import { plainFunction } from "./value-sources.js";
import { isStored } from "../../../python/changes.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { assignedName, comparison, methodCall, returnsIn, subscriptKey } from "../../../python/queries.js";
import type { Binding } from "../../../python/scope-table.js";
import { mayFallThrough } from "./answering-functions.js";

/** Longer chains of variables and functions than an answer's value goes through. */
const DEEPEST = 6;

/** The types that expressions have for certain, as annotations. */
export class ValueTypes {
  constructor(
    private readonly module: PythonModule,
    /** What is known of reads of the input, whose fields have types. */
    private readonly reads: ReadonlyMap<PyNode, string> = new Map<PyNode, string>(),
  ) {}

  /**
   * The Python type that an expression has for certain, as an annotation; undefined where it is not certain.
   * `int` only where the value cannot be a bool, because a model would turn `True` into `1`.
   */
  of(expression: PyNode, depth = 0): string | undefined {
    const node = unparenthesized(expression);
    if (depth > DEEPEST) return undefined;
    return this.reads.get(node) ?? TYPES[node.type]?.(node, (part) => this.of(part, depth + 1), this);
  }

  /** The type that all values have for certain. */
  common(values: readonly (PyNode | undefined)[]): string | undefined {
    return same(values.map((value) => (value === undefined ? undefined : this.of(value))));
  }

  /** What a variable of a function holds, whatever assignment its value comes from. */
  ofVariable(node: PyNode, typeOf: TypeOf): string | undefined {
    const binding = this.module.scopes.bindingOf(node);
    if (binding?.scope.kind !== "function") return undefined;
    const binds = binding.references.filter(({ role }) => role === "bind");
    const type = same(
      binds.map(({ node: mention }) => {
        const assignment = mention.parent;
        const isPlain = assignment?.type === "assignment" && assignedName(assignment) === mention;
        const value = isPlain ? assignment.field("right") : undefined;
        return value === undefined ? undefined : typeOf(value);
      }),
    );
    return type === undefined ? undefined : settledType(binding, type);
  }

  ofCall(node: PyNode, typeOf: TypeOf): string | undefined {
    const callee = node.field("function");
    if (callee === undefined) return undefined;
    if (callee.type === "identifier" && this.module.scopes.bindingOf(callee) === undefined)
      return BUILTIN_RESULTS[callee.text] ?? numberResult(callee.text, node, typeOf);
    const name = this.module.names.of(callee);
    if (name !== undefined) return FUNCTION_RESULTS[name] ?? uploadedType(name, callee);
    return this.ofOwnFunction(callee, typeOf, false) ?? this.ofMethod(node, typeOf);
  }

  /** What a function of the file returns, where every way through it returns a value of one type. */
  ofOwnFunction(callee: PyNode, typeOf: TypeOf, isAwaited: boolean): string | undefined {
    const definition = plainFunction(this.module, callee, isAwaited);
    if (definition === undefined || mayFallThrough(definition)) return undefined;
    return same(
      returnsIn(definition).map(({ namedChildren: [value] }) => (value === undefined ? undefined : typeOf(value))),
    );
  }

  private ofMethod(node: PyNode, typeOf: TypeOf): string | undefined {
    const method = methodCall(node);
    if (method === undefined) return undefined;
    const receiver = unparenthesized(method.receiver);
    if (TEXT_MAKERS.has(method.name) || (method.name === "decode" && isBytes(this.module, receiver))) return "str";
    if (typeOf(receiver) !== "str") return undefined;
    return TEXT_METHODS[method.name];
  }
}

/** The type of a part of an expression. */
type TypeOf = (part: PyNode) => string | undefined;

function same(types: readonly (string | undefined)[]): string | undefined {
  const [type, ...others] = new Set(types);
  return others.length > 0 ? undefined : type;
}

const always = (type: string) => () => type;

const TYPES: Readonly<
  Record<string, ((node: PyNode, typeOf: TypeOf, types: ValueTypes) => string | undefined) | undefined>
> = {
  string: (node) => (/^[a-z]*b/i.test(node.children[0]?.text ?? "") ? undefined : "str"),
  concatenated_string: always("str"),
  integer: always("int"),
  float: always("float"),
  true: always("bool"),
  false: always("bool"),
  not_operator: always("bool"),
  list: always("list[Any]"),
  list_comprehension: (node, typeOf) => {
    const body = node.field("body");
    return `list[${(body === undefined ? undefined : typeOf(body)) ?? "Any"}]`;
  },
  dictionary: (node) =>
    node.namedChildren.every((pair) => pair.type === "pair" && pair.field("key")?.type === "string")
      ? "dict[str, Any]"
      : undefined,
  unary_operator: (node, typeOf) => {
    const operand = node.field("argument");
    const type = operand === undefined ? undefined : typeOf(operand);
    return type !== undefined && NUMBERS.has(type) ? type : undefined;
  },
  binary_operator: binaryType,
  boolean_operator: (node, typeOf) =>
    same([node.field("left"), node.field("right")].map((side) => side && typeOf(side))),
  comparison_operator: comparisonType,
  conditional_expression: (node, typeOf) => {
    const [value, , otherwise] = node.namedChildren;
    return value === undefined || otherwise === undefined ? undefined : same([typeOf(value), typeOf(otherwise)]);
  },
  identifier: (node, typeOf, types) => types.ofVariable(node, typeOf),
  call: (node, typeOf, types) => types.ofCall(node, typeOf),
  await: ({ namedChildren: [call] }, typeOf, types) => {
    const callee = call?.type === "call" ? call.field("function") : undefined;
    return callee === undefined ? undefined : types.ofOwnFunction(callee, typeOf, true);
  },
};

const NUMBERS: ReadonlySet<string> = new Set(["int", "float"]);

function binaryType(node: PyNode, typeOf: TypeOf): string | undefined {
  const [left, right] = [node.field("left"), node.field("right")].map((side) => side && typeOf(side));
  const operator = node.field("operator")?.text ?? "";
  if (left === "str") return operator === "%" || (operator === "+" && right === "str") ? "str" : undefined;
  if (left === undefined || right === undefined || !NUMBERS.has(left) || !NUMBERS.has(right)) return undefined;
  if (operator === "/") return "float";
  return ["+", "-", "*", "//", "%"].includes(operator) ? widerNumber([left, right]) : undefined;
}

function widerNumber(types: readonly (string | undefined)[]): string | undefined {
  if (!types.every((type) => type !== undefined && NUMBERS.has(type))) return undefined;
  return types.includes("float") ? "float" : types[0];
}

/** Arrays compare to arrays: only identity, membership of a literal and plain values are certain to be a bool. */
function comparisonType(node: PyNode, typeOf: TypeOf): string | undefined {
  const compared = comparison(node);
  if (compared === undefined) return undefined;
  if (/^(?:not )?in$|^is(?: not)?$/.test(compared.operator)) return "bool";
  return [compared.left, compared.right].every((side) => /^(?:int|float|str|bool)$/.test(typeOf(side) ?? ""))
    ? "bool"
    : undefined;
}

/** What a container that is changed behind its assignment still is for certain. */
function settledType(binding: Binding, type: string): string | undefined {
  const isFilled = /^(?:list|dict)\b/.test(type) && binding.references.some(({ node }) => mayFill(node));
  if (!isFilled) return type;
  return type.startsWith("list") ? "list[Any]" : undefined;
}

const FILLING = /^(?:append|extend|insert|update|setdefault|__setitem__)$/;

/** Whether a mention puts something into the container, other than under a literal key, or hands it to other code. */
function mayFill(mention: PyNode): boolean {
  const parent = mention.parent;
  if (parent?.type === "attribute") return FILLING.test(parent.field("attribute")?.text ?? "");
  if (parent?.type === "augmented_assignment") return mention.fieldName === "left";
  if (parent?.type === "subscript" && mention.fieldName === "value")
    return isStored(parent) && subscriptKey(parent) === undefined;
  const isArgument = parent?.is("argument_list", "keyword_argument") === true;
  const callee = isArgument ? parent.ancestor("call")?.field("function")?.text : undefined;
  return callee !== undefined && !READING.test(callee);
}

/** Calls that change nothing in what they are given. */
const READING =
  /^(?:print|len|str|repr|sorted|list|dict|sum|max|min|json\.dumps?|log\w*\.\w+|enumerate|zip|isinstance)$/;

/** `round`, `abs`, `min` and `max` of numbers. */
function numberResult(name: string, call: PyNode, typeOf: TypeOf): string | undefined {
  const given = call.field("arguments")?.namedChildren ?? [];
  if (given.some(({ type }) => type === "keyword_argument" || type === "list_splat")) return undefined;
  const [first] = given;
  if (first === undefined) return undefined;
  if (name === "round") return given.length === 1 ? typeOf(first) && "int" : widerNumber([typeOf(first)]);
  if (name === "abs") return widerNumber([typeOf(first)]);
  return /^(?:min|max)$/.test(name) && given.length > 1 ? widerNumber(given.map(typeOf)) : undefined;
}

/** `Image.from_path(…)` of `fal.toolkit`, under the name by which the file knows the class. */
function uploadedType(name: string, callee: PyNode): string | undefined {
  return /^fal\.toolkit\.(?:Image|Audio|Video|File)\.from_\w+$/.test(name) ? callee.field("object")?.text : undefined;
}

function isBytes(module: PythonModule, node: PyNode): boolean {
  const callee = node.type === "call" ? node.field("function") : undefined;
  const name = callee === undefined ? undefined : module.names.of(callee);
  return name !== undefined && /^base64\.\w*b64encode$|^base64\.encodebytes$/.test(name);
}
