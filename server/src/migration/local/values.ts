import type { PythonModule } from "../../python/module.js";
import { unparenthesized, type PyNode } from "../../python/node.js";
import { assignedName } from "../../python/queries.js";
import type { Binding } from "../../python/scope-table.js";

/** What a name imported from another file of the project holds, by its dotted origin. */
export type ImportedValues = (origin: string) => string | undefined;

/** A module that knows what other files hand it. */
export interface ModuleWithImports extends PythonModule {
  readonly importedValues: ImportedValues;
}

/** Longer chains of assignments than anybody writes. */
const DEEPEST = 8;

/**
 * The dotted name of what an expression evaluates to, `()` standing for a call: `runpod.Endpoint().run()` for a
 * variable that was assigned `endpoint.run(...)`. Undefined where that cannot be told, or may be something else.
 */
export function valueName(module: PythonModule, expression: PyNode, depth = 0): string | undefined {
  if (depth > DEEPEST) return undefined;
  const node = unparenthesized(expression);
  return READERS[node.type]?.(module, node, depth + 1);
}

type Reader = (module: PythonModule, node: PyNode, depth: number) => string | undefined;

const READERS: Readonly<Record<string, Reader | undefined>> = {
  identifier: (module, node, depth) => importedName(module, node) ?? variableValue(module, node, depth),
  attribute: (module, node, depth) => {
    const shared = importedValue(module, module.names.of(node));
    if (shared !== undefined) return shared;
    const object = node.field("object");
    const owner = object === undefined ? undefined : valueName(module, object, depth);
    const attribute = node.field("attribute")?.text ?? "";
    return owner === undefined ? attributeValue(module, node, depth) : `${owner}.${attribute}`;
  },
  call: (module, node, depth) => {
    const callee = node.field("function");
    const name = callee === undefined ? undefined : valueName(module, callee, depth);
    return name === undefined ? undefined : `${name}()`;
  },
  list_comprehension: (module, node, depth) => listOf(elementName(module, node.field("body"), depth)),
  list: (module, node, depth) => {
    const names = node.namedChildren.map((element) => elementName(module, element, depth));
    return names.length > 0 && names.every((name) => name === names[0]) ? listOf(names[0]) : undefined;
  },
  await: (module, node, depth) => {
    const awaited = node.namedChildren[0];
    return awaited === undefined ? undefined : valueName(module, awaited, depth);
  },
};

/** The name of a list of what a name stands for. */
function listOf(element: string | undefined): string | undefined {
  return element === undefined ? undefined : `${element}[]`;
}

function elementName(module: PythonModule, element: PyNode | undefined, depth: number): string | undefined {
  return element === undefined ? undefined : valueName(module, element, depth);
}

/** What a loop over a list takes from it. */
function loopValue(module: PythonModule, list: PyNode | undefined, depth: number): string | undefined {
  const name = list === undefined ? undefined : valueName(module, list, depth);
  return name?.endsWith("[]") === true ? name.slice(0, -2) : undefined;
}

/** What is appended to a list that begins empty. */
function* appendedValues(module: PythonModule, list: PyNode, depth: number): Generator<string | undefined> {
  for (const { node } of module.scopes.bindingOf(list)?.references ?? []) {
    const callee = node.parent?.type === "attribute" && node.fieldName === "object" ? node.parent : undefined;
    const call = callee?.field("attribute")?.text === "append" ? callee.parent : undefined;
    const value = call?.type === "call" ? call.field("arguments")?.namedChildren[0] : undefined;
    if (value !== undefined) yield valueName(module, value, depth);
  }
}

function isEmptyList(value: PyNode | undefined): boolean {
  return value?.type === "list" && value.namedChildren.length === 0;
}

function importedName(module: PythonModule, node: PyNode): string | undefined {
  const name = module.names.of(node);
  return importedValue(module, name) ?? name;
}

function importedValue(module: PythonModule, origin: string | undefined): string | undefined {
  return origin !== undefined && "importedValues" in module
    ? (module as ModuleWithImports).importedValues(origin)
    : undefined;
}

/** What a module-level name holds for the files that import it. */
export function moduleValue(module: PythonModule, name: string): string | undefined {
  const binding = module.scopes.module.bindings.get(name);
  return binding === undefined ? undefined : agreedValue(bindingValues(module, binding, 0));
}

/** What a variable holds, where all its assignments agree (`None` aside). */
function variableValue(module: PythonModule, identifier: PyNode, depth: number): string | undefined {
  const binding = module.scopes.bindingOf(identifier);
  return binding === undefined ? undefined : agreedValue(bindingValues(module, binding, depth));
}

function* bindingValues(module: PythonModule, binding: Binding, depth: number): Generator<string | null | undefined> {
  for (const { node, role } of binding.references) if (role === "bind") yield boundValue(module, node, depth);
}

/** One name for all values, null (for `None`) left out. */
function agreedValue(values: Iterable<string | null | undefined>): string | undefined {
  let agreed: string | undefined;
  for (const value of values) {
    if (value === null) continue;
    if (value === undefined || (agreed !== undefined && agreed !== value)) return undefined;
    agreed = value;
  }
  return agreed;
}

function boundValue(module: PythonModule, name: PyNode, depth: number): string | null | undefined {
  const parent = name.parent;
  if (parent === undefined) return undefined;
  if (parent.is("assignment", "named_expression")) {
    const isTarget = parent.type === "named_expression" || assignedName(parent) === name;
    const value = isTarget ? (parent.field("right") ?? parent.field("value")) : undefined;
    if (isEmptyList(value)) return listOf(agreedValue(appendedValues(module, name, depth)));
    return value?.type === "none" ? null : value && valueName(module, value, depth);
  }
  if (parent.is("for_in_clause", "for_statement") && name.fieldName === "left")
    return loopValue(module, parent.field("right"), depth);
  if (parent.type === "as_pattern_target") {
    const value = parent.parent?.namedChildren[0];
    return parent.parent?.type === "as_pattern" && value !== undefined ? valueName(module, value, depth) : undefined;
  }
  if (!parent.is("typed_parameter", "typed_default_parameter")) return undefined;
  return annotatedValue(module, parent.field("type"), depth);
}

/** An instance of the annotated class: `job: AsyncioJob`. */
function annotatedValue(module: PythonModule, type: PyNode | undefined, depth: number): string | undefined {
  const annotation = type?.namedChildren[0];
  const name = annotation?.is("identifier", "attribute") ? valueName(module, annotation, depth) : undefined;
  return name === undefined ? undefined : `${name}()`;
}

/** What `self.x` holds, where the class assigns it in one way only. */
function attributeValue(module: PythonModule, attribute: PyNode, depth: number): string | undefined {
  const owner = attribute.ancestor("class_definition");
  if (owner === undefined || attribute.field("object")?.text !== "self") return undefined;
  return agreedValue(attributeValues(module, owner, attribute.text, depth));
}

function* attributeValues(
  module: PythonModule,
  owner: PyNode,
  text: string,
  depth: number,
): Generator<string | null | undefined> {
  for (const node of owner.walk()) {
    if (node.type !== "assignment" || node.field("left")?.text !== text) continue;
    const value = node.field("right");
    yield value?.type === "none" ? null : value && valueName(module, value, depth);
  }
}
