import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { dictionaryEntries, ownNodes, statementOf } from "../../../python/queries.js";
import { unparenthesized } from "../../../python/node.js";
import type { FunctionFlow } from "../../../runpod/job-flow.js";
import { moduleValue, readSchema, type SchemaRule } from "../../../runpod/schema.js";
import type { Validation } from "../../../runpod/validation.js";
import { importedNames } from "../../../python/imports.js";
import type { CodeIndex } from "../code-index.js";
import { catchers } from "../errors/exceptions.js";

/** What becomes of the calls of RunPod's validator. */
export interface ValidationPlan {
  /** The rules that the model takes over; empty where the check stays in the code. */
  readonly rules: readonly SchemaRule[];
  /** What the schemas of checks that stay say of the fields. */
  readonly hints: readonly SchemaRule[];
  /** The calls and guards that the model makes superfluous. */
  readonly superfluous: readonly PyNode[];
  /** Calls that stay, and need a `validate` of the file's own. */
  readonly kept: readonly Validation[];
}

/** Takes a validator into the model where its errors failed the job; elsewhere the check stays as it is. */
export function planValidation(
  index: CodeIndex,
  flows: readonly FunctionFlow[],
  { mayReplace }: { readonly mayReplace: boolean },
): ValidationPlan {
  const located = flows.flatMap(({ module, validations }) => validations.map((validation) => ({ module, validation })));
  const [first, ...others] = located;
  if (first === undefined) return { rules: [], hints: [], superfluous: [], kept: [] };
  const { validation } = first;
  const rules =
    !mayReplace || others.length > 0 || validation.guard === undefined || !failsJob(validation)
      ? undefined
      : schemaOf(index, first.module, validation.schema);
  if (rules === undefined) return keepValidations(index, located);
  const call = statementOf(validation.call);
  const isInGuard = validation.guard === undefined || validation.guard.contains(validation.call);
  const errors = validation.errors === undefined ? [] : [validation.errors];
  return { rules, hints: [], superfluous: isInGuard ? [call] : [call, ...errors, validation.guard], kept: [] };
}

/** The checks stay in the code, so nothing but what they surely refuse may be refused in front of them. */
function keepValidations(index: CodeIndex, located: readonly LocatedValidation[]): ValidationPlan {
  const schemas = located.map(({ module, validation }) => schemaOf(index, module, validation.schema) ?? []);
  const known = new Map<string, SchemaRule>();
  for (const rule of schemas.flat()) {
    const other = known.get(rule.key);
    known.set(rule.key, other === undefined ? loosened(rule) : eitherOf(other, loosened(rule)));
  }
  return { rules: [], hints: [...known.values()], superfluous: [], kept: located.map(({ validation }) => validation) };
}

interface LocatedValidation {
  readonly module: PythonModule;
  readonly validation: Validation;
}

/** A missing key is the check's own business, and so are its constraints. */
function loosened(rule: SchemaRule): SchemaRule {
  const isStated = rule.default?.literal !== undefined && !rule.isRequired;
  return {
    ...rule,
    isRequired: false,
    isNullable: rule.isNullable || !isStated,
    default: isStated ? rule.default : { source: "None", literal: { kind: "none" } },
    constraint: undefined,
    isConstraintSkipped: false,
  };
}

/** What two schemas, of which each job meets one, say together. */
function eitherOf(one: SchemaRule, other: SchemaRule): SchemaRule {
  const isSameDefault = one.default?.source === other.default?.source;
  return {
    ...one,
    type: one.type === other.type ? one.type : "Any",
    isNullable: one.isNullable || other.isNullable || !isSameDefault,
    default: isSameDefault ? one.default : { source: "None", literal: { kind: "none" } },
  };
}

/** Whether the guard answers or yields a truthy `error`, or raises. */
function failsJob({ guard }: Validation): boolean {
  const block = guard?.field("consequence");
  if (block === undefined) return false;
  for (const node of ownNodes(block)) {
    if (node.type === "raise_statement") return catchers(node, RAISED).every(failsToo);
    const isAnswer = node.named && node.is("return_statement", "yield");
    const value = isAnswer ? node.namedChildren[0] : undefined;
    const entries = value === undefined ? undefined : dictionaryEntries(unparenthesized(value));
    if (isAnswer) return entries?.has("error") === true;
  }
  return false;
}

const RAISED = ["ValueError", "Exception", "BaseException"];

/** Whether whoever catches the author's exception lets the job fail as well. */
function failsToo(clause: PyNode): boolean {
  return [...ownNodes(clause)].some((node) => {
    const value =
      node.type === "return_statement" || (node.named && node.type === "yield") ? node.namedChildren[0] : undefined;
    const entries = value === undefined ? undefined : dictionaryEntries(unparenthesized(value));
    return node.type === "raise_statement" || entries?.has("error") === true;
  });
}

function schemaOf(index: CodeIndex, module: PythonModule, schema: PyNode): readonly SchemaRule[] | undefined {
  return readSchema(module, schema, (from, node) => resolveName(index, from, node));
}

/** The value of a name, in its own module or in the file of the workspace it is imported from. */
export function resolveName(
  index: CodeIndex,
  module: PythonModule,
  node: PyNode,
): { module: PythonModule; value: PyNode } | undefined {
  if (node.type === "attribute") return resolveAttribute(index, module, node);
  const own = moduleValue(module, node.text);
  if (own !== undefined) return { module, value: own };
  const imported = module.names.importOf(node);
  if (imported?.isFrom !== true) return undefined;
  const other = index.moduleOf(module, imported.module);
  const name = importedNames(imported.statement)
    .find(({ local }) => local === node.text)
    ?.origin.split(".")
    .at(-1);
  const value = other === undefined || name === undefined ? undefined : moduleValue(other, name);
  return other === undefined || value === undefined ? undefined : { module: other, value };
}

function resolveAttribute(
  index: CodeIndex,
  module: PythonModule,
  node: PyNode,
): { module: PythonModule; value: PyNode } | undefined {
  const object = node.field("object");
  const imported = object?.type === "identifier" ? module.names.importOf(object) : undefined;
  if (imported === undefined) return undefined;
  const other = index.moduleOf(module, imported.isFrom ? imported.origin : imported.module);
  const value = other === undefined ? undefined : moduleValue(other, node.field("attribute")?.text ?? "");
  return other === undefined || value === undefined ? undefined : { module: other, value };
}
