import { onlyValue } from "../python/bindings.js";
import { literalOf, pythonString, stringValue, type Literal } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import { unparenthesized, type PyNode } from "../python/node.js";

/** One rule of a schema for `rp_validator.validate`, as the SDK 1.12.0 reads it. */
export interface SchemaRule {
  readonly key: string;
  /** The Python type it asks for: `int`, `int | float`; `Any` where it cannot be told. */
  readonly type: string;
  readonly isNullable: boolean;
  /** Without `default`, `required: False` is an error when the field is missing: required in effect. */
  readonly isRequired: boolean;
  readonly default: { readonly source: string; readonly literal: Literal | undefined } | undefined;
  /** The constraint, where the SDK enforces it: it skips it beside a default of the value's own type (since 1.7.8). */
  readonly constraint: Constraint | undefined;
  readonly isConstraintSkipped: boolean;
  readonly node: PyNode;
}

/** Arguments of pydantic's `Field`, a choice of strings, or a condition that neither can say. */
export type Constraint =
  | { readonly kind: "limits"; readonly arguments: readonly string[] }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "condition"; readonly parameter: string; readonly source: string };

/** Finds the module and value that a name stands for, in another file of the workspace where it is imported. */
export type ResolveName = (
  module: PythonModule,
  identifier: PyNode,
) => { module: PythonModule; value: PyNode } | undefined;

/** The rules of a schema expression; undefined where a part of it cannot be followed. */
export function readSchema(
  module: PythonModule,
  expression: PyNode,
  resolve: ResolveName,
): readonly SchemaRule[] | undefined {
  const rules = new Map<string, SchemaRule>();
  return collect(module, expression, resolve, rules, 0) ? [...rules.values()] : undefined;
}

function collect(
  module: PythonModule,
  expression: PyNode,
  resolve: ResolveName,
  rules: Map<string, SchemaRule>,
  depth: number,
): boolean {
  const node = unparenthesized(expression);
  if (depth > 8) return false;
  if (node.type === "identifier" || node.type === "attribute") {
    const found = resolve(module, node);
    return found !== undefined && collect(found.module, found.value, resolve, rules, depth + 1);
  }
  if (node.type !== "dictionary") return false;
  for (const child of node.namedChildren) {
    if (child.type === "dictionary_splat") {
      const spread = child.namedChildren[0];
      if (spread === undefined || !collect(module, spread, resolve, rules, depth + 1)) return false;
      continue;
    }
    const key = stringValue(child.field("key"));
    const rule = key === undefined ? undefined : readRule(module, key, child.field("value"), resolve);
    if (rule === undefined) return false;
    rules.set(rule.key, rule);
  }
  return true;
}

function readRule(
  module: PythonModule,
  key: string,
  value: PyNode | undefined,
  resolve: ResolveName,
): SchemaRule | undefined {
  if (value?.type === "identifier") {
    const found = resolve(module, value);
    return found === undefined ? undefined : readRule(found.module, key, found.value, resolve);
  }
  if (value?.type !== "dictionary") return undefined;
  const parts = new Map<string, PyNode>();
  for (const pair of value.namedChildren) {
    const [name, part] = [stringValue(pair.field("key")), pair.field("value")];
    if (name === undefined || part === undefined) return undefined;
    parts.set(name, part);
  }
  const declared = typeNames(parts.get("type"));
  const defaultNode = parts.get("default");
  const literal = literalOf(defaultNode);
  const required = parts.get("required")?.type === "true";
  const isRequired = required || defaultNode === undefined;
  const isNullable = declared.includes("None") || (!isRequired && literal?.kind === "none");
  const names = withDefaultType(
    declared.filter((name) => name !== "None"),
    isRequired ? undefined : literal,
  );
  // A default that is computed has the declared type, as far as anyone can tell.
  const isSkipped = !isRequired && (literal === undefined || skipsChecks(literal, names));
  const constraint = readConstraint(parts.get("constraints"), names);
  return {
    key,
    type: names.length === 0 ? "Any" : names.join(" | "),
    isNullable,
    isRequired,
    default: isRequired ? undefined : { source: defaultSource(defaultNode, literal, declared), literal },
    constraint: isSkipped ? undefined : constraint,
    isConstraintSkipped: isSkipped && constraint !== undefined,
    node: value,
  };
}

/** The SDK makes an integer a float where the type is `float`, the default too; pydantic leaves a default as it is. */
function defaultSource(node: PyNode, literal: Literal | undefined, declared: readonly string[]): string {
  const isConverted = literal?.kind === "int" && declared.length === 1 && declared[0] === "float";
  if (!isConverted) return node.text;
  return /^-?\d+$/.test(node.text) ? `${node.text}.0` : `float(${node.text})`;
}

const PLAIN_TYPES = new Set(["str", "int", "float", "bool", "list", "dict"]);

function typeNames(node: PyNode | undefined): string[] {
  if (node === undefined) return [];
  const inner = unparenthesized(node);
  if (inner.type === "identifier" && PLAIN_TYPES.has(inner.text)) return [inner.text];
  if (inner.type === "none") return ["None"];
  if (inner.type === "tuple" || inner.type === "binary_operator") return inner.namedChildren.flatMap(typeNames);
  if (inner.type === "call" && inner.text === "type(None)") return ["None"];
  if (inner.type !== "subscript") return [];
  const name = inner.field("value")?.text.split(".").at(-1);
  const parts = inner.fields("subscript").flatMap(typeNames);
  if (name === "Optional") return [...parts, "None"];
  return name === "Union" ? parts : [];
}

/** A default of another type than the declared one is accepted from callers too, because the SDK skips the check. */
function withDefaultType(names: readonly string[], literal: Literal | undefined): string[] {
  const kind = literal?.kind;
  if (kind === undefined || names.length === 0 || !PLAIN_TYPES.has(kind) || names.includes(kind)) return [...names];
  return kind === "int" && names.includes("float") ? [...names] : [...names, kind];
}

function skipsChecks(literal: Literal, names: readonly string[]): boolean {
  if (literal.kind === "none") return false;
  return !(names.includes("float") && literal.kind === "int");
}

function readConstraint(node: PyNode | undefined, types: readonly string[]): Constraint | undefined {
  if (node?.type !== "lambda") return undefined;
  const parameter = node.field("parameters")?.text ?? "";
  const body = node.field("body");
  if (body === undefined) return undefined;
  const condition = unparenthesized(body);
  const limits = limitsOf(condition, parameter, types);
  if (limits !== undefined) return { kind: "limits", arguments: limits };
  return choiceOf(condition, parameter) ?? { kind: "condition", parameter, source: condition.text };
}

function choiceOf(condition: PyNode, parameter: string): Constraint | undefined {
  const [left, right] = condition.type === "comparison_operator" ? condition.namedChildren : [];
  const isIn = condition.children.some((child) => child.fieldName === "operators" && child.text === "in");
  const literal = isIn && left?.text === parameter ? literalOf(right) : undefined;
  if (literal?.kind !== "list" && literal?.kind !== "tuple" && literal?.kind !== "set") return undefined;
  const values = literal.items.map((item) => (item.kind === "str" ? pythonString(item.value) : undefined));
  return values.every((value) => value !== undefined) && values.length > 0 ? { kind: "choice", values } : undefined;
}

const MIRRORED: Readonly<Record<string, string | undefined>> = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" };
const LIMITS: Readonly<Record<string, string | undefined>> = { "<": "lt", ">": "gt", "<=": "le", ">=": "ge" };

/** `0 < x < 10`, `x >= 1 and x <= 5` as arguments of `Field`. */
function limitsOf(condition: PyNode, parameter: string, types: readonly string[]): string[] | undefined {
  if (!types.every((type) => type === "int" || type === "float") || types.length === 0) return undefined;
  if (condition.type === "boolean_operator" && condition.field("operator")?.text === "and") {
    const sides = [condition.field("left"), condition.field("right")].map((side) =>
      side === undefined ? undefined : limitsOf(unparenthesized(side), parameter, types),
    );
    return sides.every((side) => side !== undefined) ? sides.flat() : undefined;
  }
  if (condition.type !== "comparison_operator") return undefined;
  const operands = condition.namedChildren;
  const operators = condition.children.filter((child) => child.fieldName === "operators").map((child) => child.text);
  const limits: string[] = [];
  for (const [index, operator] of operators.entries()) {
    const [left, right] = [operands[index], operands[index + 1]];
    const limit = left?.text === parameter ? limitOf(operator, right) : limitOf(MIRRORED[operator], left);
    if (limit === undefined || (left?.text !== parameter && right?.text !== parameter)) return undefined;
    limits.push(limit);
  }
  return limits;
}

function limitOf(operator: string | undefined, bound: PyNode | undefined): string | undefined {
  const name = operator === undefined ? undefined : LIMITS[operator];
  const literal = literalOf(bound);
  return name === undefined || (literal?.kind !== "int" && literal?.kind !== "float")
    ? undefined
    : `${name}=${bound?.text ?? ""}`;
}

/** The value a module-level name is assigned, when it is assigned once. */
export function moduleValue(module: PythonModule, name: string): PyNode | undefined {
  return onlyValue(module.scopes.module.bindings.get(name));
}
