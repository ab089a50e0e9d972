import { onlyBind } from "./bindings.js";
import type { PythonModule } from "./module.js";
import type { PyNode } from "./node.js";
import { parameterName } from "./scopes.js";

/** A function of the module, found by its definition. */
export interface ParameterInfo {
  readonly name: string;
  readonly identifier: PyNode;
  readonly node: PyNode;
  readonly kind: "plain" | "star" | "double-star";
  readonly default: PyNode | undefined;
}

/** The parameters of a `def` or `lambda`, separators left out. */
export function parametersOf(definition: PyNode): readonly ParameterInfo[] {
  const result: ParameterInfo[] = [];
  for (const node of definition.field("parameters")?.namedChildren ?? []) {
    const identifier = parameterName(node);
    if (identifier === undefined) continue;
    const kind = starKind(node);
    result.push({ name: identifier.text, identifier, node, kind, default: node.field("value") });
  }
  return result;
}

function starKind(node: PyNode): ParameterInfo["kind"] {
  const pattern = node.type === "typed_parameter" ? (node.namedChildren[0]?.type ?? "") : node.type;
  if (pattern === "list_splat_pattern") return "star";
  return pattern === "dictionary_splat_pattern" ? "double-star" : "plain";
}

/** The function definition that an identifier names, when that is the only thing it can mean. */
export function definitionOf(module: PythonModule, identifier: PyNode): PyNode | undefined {
  const binding = identifier.type === "identifier" ? module.scopes.bindingOf(identifier) : undefined;
  const only = onlyBind(binding);
  const definition = only?.fieldName === "name" ? only.parent : undefined;
  return definition?.is("function_definition", "class_definition") === true ? definition : undefined;
}

/** Every mention of a definition's name but the one that defines it. */
export function mentionsOf(module: PythonModule, definition: PyNode): readonly PyNode[] {
  const name = definition.field("name");
  const binding = name === undefined ? undefined : module.scopes.bindingOf(name);
  return binding?.references.filter(({ role }) => role !== "bind").map(({ node }) => node) ?? [];
}

/** The argument that a call passes for a parameter, or undefined where it passes none or cannot be told. */
export function argumentFor(call: PyNode, parameters: readonly ParameterInfo[], name: string): PyNode | undefined {
  const index = parameters.filter(({ kind }) => kind === "plain").findIndex((parameter) => parameter.name === name);
  let position = 0;
  for (const argument of call.field("arguments")?.namedChildren ?? []) {
    if (argument.is("list_splat", "dictionary_splat")) return undefined;
    if (argument.type === "keyword_argument") {
      if (argument.field("name")?.text === name) return argument.field("value");
    } else {
      if (position === index) return argument;
      position += 1;
    }
  }
  return undefined;
}
