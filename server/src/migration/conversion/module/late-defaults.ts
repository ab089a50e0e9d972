import { parametersOf, type ParameterInfo } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { Rewriter } from "../../../python/rewriter.js";
import { insertIntoFunction } from "../imports/imports.js";

/** A parameter whose default is only known on the runner: `def wait(seconds=TIMEOUT)` over an environment variable. */
export interface LateDefault {
  readonly definition: PyNode;
  readonly parameter: ParameterInfo;
  readonly value: PyNode;
}

/**
 * The default that is nothing but a mention of state, which a call can look up as well as the definition could: one of
 * a function, or of a method of a class that stays.
 */
export function lateDefaultAt(module: PythonModule, statement: PyNode, mention: PyNode): LateDefault | undefined {
  const definition = mention.ancestor("function_definition", "lambda", "class_definition");
  if (definition?.type !== "function_definition") return undefined;
  const owner = definition.ancestor("function_definition", "lambda", "class_definition");
  const isOwn = definition === statement || (owner === statement && statement.type === "class_definition");
  const parameter = parametersOf(definition).find((candidate) => candidate.default === mention);
  const isShadowed = module.scopes.scopeOf(definition)?.bindings.has(mention.text) === true;
  if (!isOwn || parameter === undefined || isShadowed) return undefined;
  return { definition, parameter, value: mention };
}

/** Writes the default as `None`, and looks it up where the function begins. */
export function rewriteLateDefaults(module: PythonModule, defaults: readonly LateDefault[], rewriter: Rewriter): void {
  for (const { definition, parameter, value } of defaults) {
    const source = rewriter.render({ start: value.start, end: value.end });
    const { name, node, identifier } = parameter;
    const type = node.field("type");
    if (type !== undefined && !/\b(?:None|Optional)\b/.test(type.text)) rewriter.insert(type.end, " | None");
    const upToValue = { start: identifier.end, end: value.start };
    rewriter.replace({ start: identifier.end, end: node.end }, upToValue, "None");
    insertIntoFunction(
      module,
      rewriter,
      definition,
      [],
      [`if ${name} is None:`, `${module.indent}${name} = ${source}`],
    );
  }
}
