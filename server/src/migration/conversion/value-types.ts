import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { assignedName, methodCall } from "../../python/queries.js";

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
  list_comprehension: always("list[Any]"),
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
  return others.length === 0 ? type : undefined;
}

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
  if (name !== undefined) return FUNCTION_RESULTS[name];
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

function isBytes(module: PythonModule, node: PyNode): boolean {
  const callee = node.type === "call" ? node.field("function") : undefined;
  const name = callee === undefined ? undefined : module.names.of(callee);
  return name !== undefined && /^base64\.\w*b64encode$|^base64\.encodebytes$/.test(name);
}
