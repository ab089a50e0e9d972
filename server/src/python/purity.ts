import type { PythonModule } from "./module.js";
import { unparenthesized, type PyNode } from "./node.js";
import { STANDARD_LIBRARY } from "./standard-library.js";
import { topLevelPackage } from "./imports.js";
import { methodCall } from "./queries.js";

/**
 * Whether an expression gives the same value on every machine and does nothing else: it may be evaluated where the
 * file is loaded, on a laptop, instead of on the machine that serves.
 */
export function isPure(module: PythonModule, expression: PyNode, isConstant: (name: string) => boolean): boolean {
  const pure = (node: PyNode): boolean => {
    const test = TESTS[node.type];
    if (test !== undefined) return test(module, node, isConstant);
    return PURE_NODES.has(node.type) && node.namedChildren.every(pure);
  };
  const TESTS: Readonly<Record<string, Test | undefined>> = {
    identifier: isPureName,
    attribute: (_, node) => isPureAttribute(module, node, pure),
    call: (_, node) => isPureCall(module, node, pure),
    keyword_argument: (_, node) => pure(node.field("value") ?? node),
    lambda: isPureLambda,
  };
  return pure(unparenthesized(expression));
}

type Test = (module: PythonModule, node: PyNode, isConstant: (name: string) => boolean) => boolean;

const PURE_NODES = new Set([
  "string",
  "string_start",
  "string_content",
  "string_end",
  "escape_sequence",
  "concatenated_string",
  "interpolation",
  "format_specifier",
  "type_conversion",
  "format_expression",
  "integer",
  "float",
  "true",
  "false",
  "none",
  "ellipsis",
  "list",
  "tuple",
  "set",
  "dictionary",
  "pair",
  "list_splat",
  "dictionary_splat",
  "expression_list",
  "parenthesized_expression",
  "unary_operator",
  "not_operator",
  "binary_operator",
  "boolean_operator",
  "comparison_operator",
  "conditional_expression",
  "subscript",
  "slice",
  "argument_list",
  "list_comprehension",
  "set_comprehension",
  "dictionary_comprehension",
  "generator_expression",
  "for_in_clause",
  "if_clause",
  "pattern_list",
  "tuple_pattern",
  "type",
]);

const PURE_BUILTINS = new Set(
  (
    "int str float bool list dict set tuple frozenset bytes bytearray len range min max sum sorted abs round zip map " +
    "filter enumerate type object repr chr ord reversed any all divmod pow isinstance Exception ValueError TypeError " +
    "RuntimeError None True False Ellipsis NotImplemented"
  ).split(" "),
);

/** Callables of the standard library whose result is a plain value, the same everywhere and picklable. */
const PURE_CALLS =
  /^(?:os\.path\.(?:join|basename|dirname|splitext|normpath)|re\.compile|pathlib\.(?:Pure)?(?:Posix|Windows)?Path|logging\.getLogger|threading\.(?:R?Lock)|asyncio\.Lock|collections\.\w+|typing\.\w+|enum\.\w+|dataclasses\.field|datetime\.(?:timedelta|date|time|timezone)|decimal\.Decimal|fractions\.Fraction|textwrap\.dedent|json\.(?:loads|dumps)|itertools\.\w+|functools\.partial|operator\.\w+|string\.Template|types\.(?:SimpleNamespace|MappingProxyType)|math\.\w+|base64\.\w+|urllib\.parse\.\w+)$/;

/** What the standard library knows of the machine: evaluated elsewhere it would be another machine's. */
const MACHINE =
  /^(?:os\.(?:environ|getenv|getcwd|cpu_count|uname|getpid|listdir|path\.(?:exists|isfile|isdir|abspath|realpath|expanduser|expandvars)).*|sys\.(?:argv|path|executable|stdin|stdout|stderr|modules).*|platform\..*|socket\..*|time\..*|random\..*|secrets\..*|uuid\..*|tempfile\..*|shutil\..*|subprocess\..*)$/;

/** Whether a name is one of the standard library's that stand for the machine. */
export function isOfMachine(module: PythonModule, node: PyNode): boolean {
  const name = module.names.of(node);
  return name !== undefined && MACHINE.test(name) && !isFactory(node);
}

/** `default_factory=time.time` names a function that is called for each object, wherever that is made. */
function isFactory({ parent, fieldName }: PyNode): boolean {
  return (
    parent?.type === "keyword_argument" && fieldName === "value" && parent.field("name")?.text === "default_factory"
  );
}

const PURE_METHODS = new Set(
  (
    "format join strip lstrip rstrip lower upper title split rsplit splitlines replace encode decode items keys values " +
    "get copy with_suffix with_name joinpath startswith endswith union difference intersection index count as_posix"
  ).split(" "),
);

function isPureName(module: PythonModule, node: PyNode, isConstant: (name: string) => boolean): boolean {
  const binding = module.scopes.bindingOf(node);
  if (binding === undefined) return PURE_BUILTINS.has(node.text) || node.text === "__name__";
  return binding.scope.kind !== "module" || isConstant(node.text);
}

function isPureAttribute(module: PythonModule, node: PyNode, pure: (node: PyNode) => boolean): boolean {
  const name = module.names.of(node);
  if (name !== undefined)
    return STANDARD_LIBRARY.has(topLevelPackage(name)) && (!MACHINE.test(name) || isFactory(node));
  const object = node.field("object");
  return object !== undefined && pure(object);
}

function isPureCall(module: PythonModule, node: PyNode, pure: (node: PyNode) => boolean): boolean {
  const callee = node.field("function");
  const callArguments = node.field("arguments");
  if (callee === undefined || !callArguments?.namedChildren.every(pure)) return false;
  const name = module.names.of(callee);
  if (name !== undefined) return PURE_CALLS.test(name);
  if (callee.type === "identifier")
    return module.scopes.bindingOf(callee) === undefined && PURE_BUILTINS.has(callee.text);
  const method = methodCall(node);
  return method !== undefined && PURE_METHODS.has(method.name) && pure(method.receiver);
}

/** A lambda runs when it is called; only its defaults run here. */
function isPureLambda(module: PythonModule, node: PyNode, isConstant: (name: string) => boolean): boolean {
  for (const inner of node.walk()) {
    const binding = inner.type === "identifier" ? module.scopes.bindingOf(inner) : undefined;
    if (binding?.scope.kind === "module" && !isConstant(inner.text)) return false;
  }
  return true;
}
