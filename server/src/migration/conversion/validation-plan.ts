import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { dictionaryEntries, ownNodes, statementOf } from "../../python/queries.js";
import { unparenthesized } from "../../python/node.js";
import type { FunctionFlow } from "../../runpod/job-flow.js";
import { moduleValue, readSchema, type SchemaRule } from "../../runpod/schema.js";
import type { Validation } from "../../runpod/validation.js";
import { importedNames } from "../../python/imports.js";
import type { CodeIndex } from "./code-index.js";

/** What becomes of the calls of RunPod's validator. */
export interface ValidationPlan {
  /** The rules that the model takes over; empty where the check stays in the code. */
  readonly rules: readonly SchemaRule[];
  /** The calls and guards that the model makes superfluous. */
  readonly superfluous: readonly PyNode[];
  /** Calls that stay, and need a `validate` of the file's own. */
  readonly kept: readonly Validation[];
}

/** Takes a validator into the model where its errors failed the job; elsewhere the check stays as it is. */
export function planValidation(index: CodeIndex, flows: readonly FunctionFlow[]): ValidationPlan {
  const validations = flows.flatMap((flow) => flow.validations);
  const [first, ...others] = validations;
  if (first === undefined) return { rules: [], superfluous: [], kept: [] };
  const rules =
    others.length > 0 || first.guard === undefined || !failsJob(first) ? undefined : schemaOf(index, first.schema);
  if (rules === undefined) return { rules: [], superfluous: [], kept: validations };
  const call = statementOf(first.call);
  const isInGuard = first.guard === undefined || first.guard.contains(first.call);
  const superfluous = isInGuard ? [call] : [call, ...(first.errors === undefined ? [] : [first.errors]), first.guard];
  return { rules, superfluous, kept: [] };
}

/** Whether the guard answers or yields a truthy `error`, or raises. */
function failsJob({ guard }: Validation): boolean {
  const block = guard?.field("consequence");
  if (block === undefined) return false;
  for (const node of ownNodes(block)) {
    if (node.type === "raise_statement") return true;
    const isAnswer = node.named && node.is("return_statement", "yield");
    const value = isAnswer ? node.namedChildren[0] : undefined;
    const entries = value === undefined ? undefined : dictionaryEntries(unparenthesized(value));
    if (isAnswer) return entries?.has("error") === true;
  }
  return false;
}

function schemaOf(index: CodeIndex, schema: PyNode): readonly SchemaRule[] | undefined {
  return readSchema(index.main, schema, (module, node) => resolveName(index, module, node));
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
