import { definitionOf } from "./functions.js";
import { topLevelPackage } from "./imports.js";
import type { PythonModule } from "./module.js";
import type { PyNode } from "./node.js";
import { isOfMachine } from "./purity.js";
import { ownNodes, undecorated } from "./queries.js";
import { STANDARD_LIBRARY } from "./standard-library.js";

/** Packages that are there wherever an app is: calls of theirs in a class body declare fields. */
const DECLARATIONS = new Set(["pydantic", "fastapi", "starlette", "fal", "typing_extensions"]);

/** Far enough for a function that reads a setting through another one. */
const DEEPEST = 3;

/**
 * Whether a definition asks the machine for something when it is made, not when it is used: a class body that reads
 * the environment, a default that looks for a GPU.
 */
export function asksMachine(module: PythonModule, statement: PyNode): boolean {
  return madeWith(undecorated(statement)).some((node) => isAsked(module, node, 0));
}

/** The expressions that run when a definition is made: defaults, and what a class body does. */
function madeWith(definition: PyNode): readonly PyNode[] {
  if (definition.type === "function_definition")
    return (definition.field("parameters")?.namedChildren ?? []).flatMap((parameter) => parameter.field("value") ?? []);
  return (definition.field("body")?.namedChildren ?? []).flatMap((statement) => {
    const inner = undecorated(statement);
    if (inner.is("function_definition", "class_definition")) return madeWith(inner);
    const value = statement.namedChildren[0];
    return value?.type === "assignment" ? (value.field("right") ?? []) : statement;
  });
}

function isAsked(module: PythonModule, node: PyNode, depth: number): boolean {
  for (const inner of [node, ...ownNodes(node)]) {
    if (inner.is("attribute", "identifier") && isOfMachine(module, inner)) return true;
    const callee = inner.type === "call" ? inner.field("function") : undefined;
    if (callee === undefined) continue;
    const name = module.names.of(callee);
    if (name !== undefined && isPackage(module, name)) return true;
    const called = depth < DEEPEST ? definitionOf(module, callee) : undefined;
    const body = called?.type === "function_definition" ? called.field("body") : undefined;
    if (body !== undefined && isAsked(module, body, depth + 1)) return true;
  }
  return false;
}

function isPackage(module: PythonModule, name: string): boolean {
  const top = topLevelPackage(name);
  return !STANDARD_LIBRARY.has(top) && !DECLARATIONS.has(top) && !module.isLocal(top);
}
