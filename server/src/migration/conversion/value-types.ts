import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { isStored } from "../../python/changes.js";
import { assignedName, methodCall, subscriptKey } from "../../python/queries.js";
import type { Binding } from "../../python/scopes.js";

/**
 * The Python type that an expression has for certain, as an annotation; undefined where it is not certain.
 * `int` only where the value cannot be a bool, because a model would turn `True` into `1`.
 */
export function certainType(module: PythonModule, expression: PyNode, depth = 0): string | undefined {
  const node = unparenthesized(expression);
  if (depth > 4) return undefined;
  return TYPES[node.type]?.(module, node, depth);
}

type TypeOf = (module: PythonModule, node: PyNode, depth: number) => string | undefined;

const always =
  (type: string): TypeOf =>
  () =>
    type;

const TYPES: Readonly<Record<string, TypeOf | undefined>> = {
  string: (_, node) => (/^[a-z]*b/i.test(node.children[0]?.text ?? "") ? undefined : "str"),
  concatenated_string: always("str"),
  integer: always("int"),
  float: always("float"),
  true: always("bool"),
  false: always("bool"),
  not_operator: always("bool"),
  list: always("list[Any]"),
  list_comprehension: (module, node, depth) => {
    const body = node.field("body");
    const type = body === undefined ? undefined : certainType(module, body, depth + 1);
    return `list[${type ?? "Any"}]`;
  },
  dictionary: (_, node) =>
    node.namedChildren.every((pair) => pair.type === "pair" && pair.field("key")?.type === "string")
      ? "dict[str, Any]"
      : undefined,
  binary_operator: (module, node, depth) => {
    const [left, right] = [node.field("left"), node.field("right")];
    const types = [left, right].map((side) => (side === undefined ? undefined : certainType(module, side, depth + 1)));
    return types[0] === "str" && (types[1] === "str" || node.field("operator")?.text === "%") ? "str" : undefined;
  },
  conditional_expression: (module, node, depth) => {
    const [value, , otherwise] = node.namedChildren;
    if (value === undefined || otherwise === undefined) return undefined;
    const type = certainType(module, value, depth + 1);
    return type === certainType(module, otherwise, depth + 1) ? type : undefined;
  },
  identifier: (module, node, depth) => variableType(module, node, depth),
  call: callType,
};

function variableType(module: PythonModule, node: PyNode, depth: number): string | undefined {
  const binding = module.scopes.bindingOf(node);
  if (binding?.scope.kind !== "function") return undefined;
  const types = new Set<string | undefined>();
  for (const { node: mention, role } of binding.references) {
    if (role !== "bind") continue;
    const assignment = mention.parent;
    const isPlain = assignment?.type === "assignment" && assignedName(assignment) === mention;
    const value = isPlain ? assignment.field("right") : undefined;
    types.add(value === undefined ? undefined : certainType(module, value, depth + 1));
  }
  const [type, ...others] = types;
  return others.length > 0 || type === undefined ? undefined : settledType(binding, type);
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

const BUILTIN_RESULTS: Readonly<Record<string, string | undefined>> = {
  str: "str",
  len: "int",
  float: "float",
  repr: "str",
  sorted: "list[Any]",
  list: "list[Any]",
  bool: "bool",
  isinstance: "bool",
  any: "bool",
  all: "bool",
  hex: "str",
  ord: "int",
  int: "int",
};

const FUNCTION_RESULTS: Readonly<Record<string, string | undefined>> = {
  "json.dumps": "str",
  "time.time": "float",
  "time.perf_counter": "float",
  "os.path.join": "str",
  "os.path.basename": "str",
  "os.path.exists": "bool",
  "traceback.format_exc": "str",
};

function callType(module: PythonModule, node: PyNode, depth: number): string | undefined {
  const callee = node.field("function");
  if (callee === undefined) return undefined;
  if (callee.type === "identifier" && module.scopes.bindingOf(callee) === undefined)
    return BUILTIN_RESULTS[callee.text];
  const name = module.names.of(callee);
  if (name !== undefined) return FUNCTION_RESULTS[name] ?? uploadedType(name, callee);
  const method = methodCall(node);
  if (method === undefined) return undefined;
  const receiver = unparenthesized(method.receiver);
  if (method.name === "decode" && isBytes(module, receiver)) return "str";
  if (method.name === "hexdigest") return "str";
  if (method.name === "split") return certainType(module, receiver, depth + 1) === "str" ? "list[Any]" : undefined;
  const isText = [
    "strip",
    "upper",
    "lower",
    "replace",
    "join",
    "format",
    "title",
    "lstrip",
    "rstrip",
    "capitalize",
  ].includes(method.name);
  return isText && certainType(module, receiver, depth + 1) === "str" ? "str" : undefined;
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
