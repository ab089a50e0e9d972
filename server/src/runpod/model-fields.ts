import { stringValue } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import type { PyNode } from "../python/node.js";
import { decoratorsOf, keywordArgument, positionalArguments, statementsOf } from "../python/queries.js";
import { readAnnotation, type AnnotatedType } from "./annotations.js";
import type { ResolveDefinition } from "./handed-on.js";

/** What a class that the input is turned into declares of one key. */
export interface DeclaredField extends AnnotatedType {
  readonly key: string;
  readonly module: PythonModule;
  readonly node: PyNode;
  /** The default's expression; undefined where there is none, or where a factory makes it. */
  readonly default: PyNode | undefined;
  readonly isRequired: boolean;
  /** The class converts values of other types itself, as pydantic does. */
  readonly isConverted: boolean;
}

export type ModelKind = "pydantic" | "dataclass" | "dictionary";

/** What kind of declaration a class is; undefined for one with code of its own. */
export function modelKind(
  module: PythonModule,
  definition: PyNode,
  resolve: ResolveDefinition,
  depth = 0,
): ModelKind | undefined {
  const isDataclass = decoratorsOf(definition).some((decorator) => /\bdataclass\b/.test(decorator.text));
  if (isDataclass) return "dataclass";
  for (const base of basesOf(definition)) {
    const name = module.names.of(base) ?? "";
    if (/^pydantic(?:\.\w+)*\.BaseModel$|^sqlmodel\.SQLModel$/.test(name)) return "pydantic";
    if (/^(?:typing|typing_extensions)\.(?:TypedDict|NamedTuple)$/.test(name)) return "dictionary";
    const found = depth > 4 ? undefined : resolve(module, base);
    const kind =
      found?.definition.type === "class_definition"
        ? modelKind(found.module, found.definition, resolve, depth + 1)
        : undefined;
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/** The fields of a model, those of its bases in the workspace first. */
export function modelFields(
  module: PythonModule,
  definition: PyNode,
  resolve: ResolveDefinition,
  depth = 0,
): readonly DeclaredField[] {
  const kind = modelKind(module, definition, resolve);
  const fields = new Map<string, DeclaredField>();
  for (const base of depth > 4 ? [] : basesOf(definition)) {
    const found = resolve(module, base);
    if (found?.definition.type !== "class_definition") continue;
    for (const field of modelFields(found.module, found.definition, resolve, depth + 1)) fields.set(field.key, field);
  }
  const isStrict = /\bstrict\s*=\s*True/.test(definition.text);
  for (const statement of statementsOf(definition.field("body"))) {
    const field = declaredField(module, statement, kind === "pydantic" && !isStrict);
    if (field !== undefined) fields.set(field.key, field);
  }
  return [...fields.values()];
}

function basesOf(definition: PyNode): readonly PyNode[] {
  return definition.field("superclasses")?.namedChildren.filter(({ type }) => type !== "keyword_argument") ?? [];
}

function declaredField(module: PythonModule, statement: PyNode, isConverted: boolean): DeclaredField | undefined {
  const assignment = statement.namedChildren[0];
  const [name, annotation] = [assignment?.field("left"), assignment?.field("type")];
  if (assignment?.type !== "assignment" || name?.type !== "identifier" || annotation === undefined) return undefined;
  if (name.text === "model_config" || name.text.startsWith("_") || /\bClassVar\b/.test(annotation.text))
    return undefined;
  const value = assignment.field("right");
  const call =
    value?.type === "call" && /(?:^|\.)(?:Field|field)$/.test(value.field("function")?.text ?? "") ? value : undefined;
  const stated = call === undefined ? value : defaultOf(call);
  const isFactory = call !== undefined && keywordArgument(call, "default_factory") !== undefined;
  const alias = call === undefined ? undefined : aliasOf(call);
  return {
    ...readAnnotation(annotation),
    key: alias ?? name.text,
    module,
    node: name,
    default: stated?.type === "ellipsis" ? undefined : stated,
    isRequired: (stated === undefined || stated.type === "ellipsis") && !isFactory && isMandatory(annotation),
    isConverted,
  };
}

function isMandatory(annotation: PyNode): boolean {
  return !/\bNotRequired\b/.test(annotation.text);
}

function defaultOf(call: PyNode): PyNode | undefined {
  return keywordArgument(call, "default") ?? positionalArguments(call)[0];
}

function aliasOf(call: PyNode): string | undefined {
  return stringValue(keywordArgument(call, "validation_alias")) ?? stringValue(keywordArgument(call, "alias"));
}
