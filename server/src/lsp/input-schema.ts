import { literalOf, type Literal } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import { unparenthesized, type PyNode } from "../python/node.js";
import { assignedName, keywordArgument, positionalArguments, statementsOf, undecorated } from "../python/queries.js";
import type { InputSchema } from "../protocol.js";

/** Models inside models are written out to this depth: one that contains itself has no end. */
const DEEPEST = 4;

/**
 * The JSON Schema of a pydantic model, as pydantic would give it, read from the text without running it: so a form can
 * follow what is typed. What cannot be read accepts anything. Undefined for a class that is no model.
 */
export function schemaOfModel(module: PythonModule, name: string, depth = 0): InputSchema | undefined {
  const definition = statementsOf(module.root)
    .map(undecorated)
    .find((statement) => statement.type === "class_definition" && statement.field("name")?.text === name);
  if (definition === undefined || depth > DEEPEST) return undefined;
  const bases = definition.field("superclasses")?.namedChildren ?? [];
  const inherited = bases
    .map((base) => schemaOfModel(module, base.text, depth + 1))
    .filter((schema) => schema !== undefined);
  const isModel = bases.some((base) => module.names.of(base) === "pydantic.BaseModel");
  if (!isModel && inherited.length === 0) return undefined;
  const fields = statementsOf(definition.field("body")).flatMap((statement) => fieldOf(module, statement, depth));
  const required = [...inherited.flatMap((schema) => schema.required ?? []), ...fields.filter(isRequired).map(keyOf)];
  return {
    title: name,
    type: "object",
    properties: {
      ...Object.fromEntries(inherited.flatMap(({ properties = {} }) => Object.entries(properties))),
      ...Object.fromEntries(fields.map(({ key, schema }) => [key, schema])),
    },
    ...(required.length > 0 ? { required: [...new Set(required)] } : {}),
  };
}

interface Field {
  readonly key: string;
  readonly schema: InputSchema;
  readonly isRequired: boolean;
}

const isRequired = (field: Field): boolean => field.isRequired;
const keyOf = (field: Field): string => field.key;

function fieldOf(module: PythonModule, statement: PyNode, depth: number): readonly Field[] {
  const assignment = statement.type === "expression_statement" ? statement.namedChildren[0] : undefined;
  const annotation = assignment?.field("type");
  const name = assignment === undefined ? undefined : assignedName(assignment)?.text;
  if (assignment === undefined || annotation === undefined || name === undefined) return [];
  const isHidden = name.startsWith("_") || name === "model_config" || annotation.text.includes("ClassVar");
  if (isHidden) return [];
  const value = assignment.field("right");
  const call = value !== undefined && isField(module, value) ? value : undefined;
  const given = call === undefined ? value : (keywordArgument(call, "default") ?? positionalArguments(call)[0]);
  const isOptional = (given !== undefined && given.type !== "ellipsis") || hasFactory(call);
  const initial = literalOf(given);
  const key = aliasOf(call) ?? name;
  const schema = {
    title: titleOf(key),
    ...schemaOfType(module, annotation, depth),
    ...(call === undefined ? {} : constraintsOf(call)),
    ...(initial === undefined ? {} : { default: jsonOf(initial) }),
  };
  return [{ key, schema, isRequired: !isOptional }];
}

function isField(module: PythonModule, node: PyNode): boolean {
  const callee = node.type === "call" ? node.field("function") : undefined;
  return callee !== undefined && /^(?:pydantic|fal\.toolkit)\.Field$/.test(module.names.of(callee) ?? "");
}

function hasFactory(call: PyNode | undefined): boolean {
  return call !== undefined && keywordArgument(call, "default_factory") !== undefined;
}

function aliasOf(call: PyNode | undefined): string | undefined {
  const alias = call && literalOf(keywordArgument(call, "validation_alias") ?? keywordArgument(call, "alias"));
  return alias?.kind === "str" ? alias.value : undefined;
}

/** pydantic's title of a field: its words, each with a capital. */
function titleOf(key: string): string {
  return key.replaceAll("_", " ").replace(/\b\w/g, (letter) => letter.toUpperCase());
}

const CONSTRAINTS: Readonly<Record<string, string>> = {
  ge: "minimum",
  le: "maximum",
  gt: "exclusiveMinimum",
  lt: "exclusiveMaximum",
  multiple_of: "multipleOf",
  min_length: "minLength",
  max_length: "maxLength",
  pattern: "pattern",
  title: "title",
  description: "description",
  examples: "examples",
};

function constraintsOf(call: PyNode): InputSchema {
  const constraints: Record<string, unknown> = {};
  for (const [argument, keyword] of Object.entries(CONSTRAINTS)) {
    const value = literalOf(keywordArgument(call, argument));
    if (value !== undefined) constraints[keyword] = jsonOf(value);
  }
  return constraints;
}

const PLAIN_TYPES: Readonly<Record<string, InputSchema | undefined>> = {
  str: { type: "string" },
  int: { type: "integer" },
  float: { type: "number" },
  bool: { type: "boolean" },
  dict: { type: "object" },
  list: { type: "array", items: {} },
  None: { type: "null" },
};

function schemaOfType(module: PythonModule, annotation: PyNode, depth: number): InputSchema {
  const node = unparenthesized(annotation.type === "type" ? (annotation.namedChildren[0] ?? annotation) : annotation);
  const [name, parameters] = genericOf(node);
  if (name !== undefined)
    return GENERICS[name]?.(parameters, (type) => schemaOfType(module, type, depth), module) ?? {};
  const options = optionsOf(node);
  if (options.length > 1) return union(options.map((option) => schemaOfType(module, option, depth)));
  return PLAIN_TYPES[node.text] ?? schemaOfModel(module, unquoted(node), depth + 1) ?? {};
}

/** A forward reference is written as a string. */
function unquoted(node: PyNode): string {
  const literal = node.type === "string" ? literalOf(node) : undefined;
  return literal?.kind === "str" ? literal.value : node.text;
}

/** `Optional[str]` in its two forms: the last part of its name, and what stands in brackets. */
function genericOf(node: PyNode): readonly [string | undefined, readonly PyNode[]] {
  const last = (name: PyNode | undefined): string | undefined => name?.text.split(".").at(-1);
  if (node.type === "subscript") return [last(node.field("value")), node.fields("subscript")];
  if (node.type !== "generic_type") return [undefined, []];
  const [name, parameters] = node.namedChildren;
  return [last(name), parameters?.namedChildren ?? []];
}

/** The sides of `a | b | c`. */
function optionsOf(node: PyNode): readonly PyNode[] {
  const inner = node.type === "type" ? (node.namedChildren[0] ?? node) : node;
  const isUnion = inner.type === "union_type" || (inner.type === "binary_operator" && inner.text.includes("|"));
  return isUnion ? inner.namedChildren.flatMap(optionsOf) : [inner];
}

type ReadType = (type: PyNode) => InputSchema;
type ReadGeneric = (parameters: readonly PyNode[], read: ReadType, module: PythonModule) => InputSchema;

const array: ReadGeneric = ([item], read) => ({ type: "array", items: item === undefined ? {} : read(item) });
const object: ReadGeneric = ([, value], read) => {
  return { type: "object", additionalProperties: value === undefined ? {} : read(value) };
};
const either: ReadGeneric = (types, read) => union(types.map(read));

const GENERICS: Readonly<Record<string, ReadGeneric | undefined>> = {
  list: array,
  List: array,
  Sequence: array,
  set: array,
  dict: object,
  Dict: object,
  Union: either,
  Optional: ([type], read) => union([...(type === undefined ? [] : [read(type)]), { type: "null" }]),
  Literal: (values) => literals(values),
  Annotated: ([type, ...rest], read, module) => annotated(type, rest, read, module),
};

function annotated(
  type: PyNode | undefined,
  rest: readonly PyNode[],
  read: ReadType,
  module: PythonModule,
): InputSchema {
  const calls = rest
    .map((node) => (node.type === "type" ? (node.namedChildren[0] ?? node) : node))
    .filter((node) => isField(module, node));
  return Object.assign(type === undefined ? {} : { ...read(type) }, ...calls.map(constraintsOf)) as InputSchema;
}

function literals(values: readonly PyNode[]): InputSchema {
  const found = values.map((value) => literalOf(value.type === "type" ? value.namedChildren[0] : value));
  const known = found.filter((literal) => literal !== undefined).map(jsonOf);
  const isText = known.every((value) => typeof value === "string");
  return { enum: known, ...(isText ? { type: "string" } : {}) };
}

function union(options: readonly InputSchema[]): InputSchema {
  return options.some((option) => Object.keys(option).length === 0) ? {} : { anyOf: options };
}

function jsonOf(literal: Literal): unknown {
  switch (literal.kind) {
    case "none":
      return null;
    case "bytes":
      return "";
    case "list":
    case "tuple":
    case "set":
      return literal.items.map(jsonOf);
    case "dict":
      return Object.fromEntries(literal.items.map(({ key, value }) => [String(jsonOf(key)), jsonOf(value)]));
    case "str":
    case "int":
    case "float":
    case "bool":
      return literal.value;
  }
}
