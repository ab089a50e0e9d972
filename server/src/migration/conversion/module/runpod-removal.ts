import type { PythonModule } from "../../../python/module.js";
import { definitionOf, mentionsOf } from "../../../python/functions.js";
import type { PyNode } from "../../../python/node.js";
import { assignedName, enclosingFunction, statementOf, statementsOf } from "../../../python/queries.js";
import type { Rewriter } from "../../../python/rewriter.js";
import type { Worker } from "../../../runpod/worker.js";
import { outerStatement } from "../handlers/handler-method.js";
import { isRunpodImport, type Layout } from "./layout.js";
import { dropConfigurations } from "../handlers/start-configuration.js";
import { closeGap, droppedSpan, withComments } from "./statements.js";

/** Takes out what served RunPod alone: imports, `start`, its configuration, blocks around it. */
export function dropRunpod(worker: Worker, layout: Layout, rewriter: Rewriter, isHandedOut: boolean): void {
  const { module } = worker;
  for (const { node, place } of layout.statements) {
    if (place === "drop") rewriter.delete(droppedSpan(module, node));
  }
  for (const shell of layout.shells) rewriter.delete(droppedSpan(module, shell));
  const emptied = new Set(isHandedOut ? [] : worker.starts.flatMap(({ enclosing }) => emptiedBy(worker, enclosing)));
  for (const statement of emptied) rewriter.delete(droppedSpan(module, statement));
  for (const start of worker.starts) {
    if (start.enclosing !== undefined && !isHandedOut) closeGap(module, rewriter, statementOf(start.call));
    for (const name of CALLED_BY_THE_SDK) dropIfOnlyFor(worker, rewriter, start.call, start.options.get(name));
  }
  dropConfigurations(worker, rewriter, (node) => isDropped(layout, node));
  dropNestedImports(module, rewriter);
}

/** A function that does nothing but start the worker, and the statements that call it. */
function emptiedBy({ module, starts }: Worker, enclosing: PyNode | undefined): readonly PyNode[] {
  if (enclosing?.type !== "function_definition" || enclosing.parent?.type !== "module") return [];
  const [first, ...rest] = statementsOf(enclosing.field("body"));
  const isText = first?.type === "expression_statement" && first.namedChildren[0]?.type === "string";
  const work = isText ? rest : [...(first === undefined ? [] : [first]), ...rest];
  const isStart = (statement: PyNode): boolean => starts.some(({ call }) => statementOf(call) === statement);
  if (!work.every((statement) => isStart(statement) || isRunpodImport(statement))) return [];
  const mentions = mentionsOf(module, enclosing);
  const calls = mentions.flatMap((mention) => callStatement(mention) ?? []);
  return calls.length === mentions.length ? [enclosing, ...calls] : [];
}

/** The statement of the module that does nothing but call the mentioned function. */
function callStatement(mention: PyNode): PyNode | undefined {
  const call = mention.parent;
  const isCall = call?.type === "call" && mention.fieldName === "function";
  const statement = isCall && call.parent?.type === "expression_statement" ? call.parent : undefined;
  return statement !== undefined && enclosingFunction(statement) === undefined ? statement : undefined;
}

/** Code that goes: what served RunPod alone, and what stood beside or behind the start. */
export function isDropped(layout: Layout, node: PyNode): boolean {
  const statement = layout.statements.find((candidate) => candidate.node.contains(node));
  if (statement !== undefined) return statement.place === "drop";
  return layout.shells.some((shell) => shell.contains(node));
}

/** Options whose functions the SDK called, in one version or another; others were never called, and stay. */
const CALLED_BY_THE_SDK = ["concurrency_modifier", "concurrency_controller"];

/** A function that was only an option of `start`, such as a concurrency modifier, and what only it used. */
function dropIfOnlyFor(worker: Worker, rewriter: Rewriter, call: PyNode, option: PyNode | undefined): void {
  const { module, handlers } = worker;
  const definition = option?.type === "identifier" ? definitionOf(module, option) : undefined;
  if (definition?.type !== "function_definition") return;
  if (handlers.some((handler) => handler.definition === definition)) return;
  const isOnly = mentionsOf(module, definition).every(
    (mention) => mention === option || call.contains(mention) || definition.contains(mention),
  );
  if (!isOnly) return;
  for (const statement of withWhatOnlyTheyUse(module, outerStatement(definition)))
    rewriter.delete(withComments(module.source, statement));
}

/** A statement of the module that goes, and the functions and plain values that nothing but what goes mentions. */
function withWhatOnlyTheyUse(module: PythonModule, first: PyNode): readonly PyNode[] {
  const gone = [first];
  for (let size = 0; size !== gone.length;) {
    size = gone.length;
    for (const binding of module.scopes.module.bindings.values()) {
      const holders = binding.references.map(({ node }) => statementOfModule(node));
      const isUsedByThem = holders.some((holder) => gone.includes(holder));
      const others = new Set(holders.filter((holder) => !gone.includes(holder)));
      const [only] = others;
      if (!isUsedByThem || others.size !== 1 || only === undefined || !bindsAlone(only, binding.name)) continue;
      gone.push(only);
    }
  }
  return gone;
}

function statementOfModule(node: PyNode): PyNode {
  let statement = node;
  while (statement.parent !== undefined && statement.parent.type !== "module") statement = statement.parent;
  return statement;
}

/** A function of that name, or an assignment of a literal to it. */
function bindsAlone(statement: PyNode, name: string): boolean {
  if (statement.type === "function_definition") return statement.field("name")?.text === name;
  const assignment = statement.type === "expression_statement" ? statement.namedChildren[0] : undefined;
  const isPlain = assignment?.field("right")?.is("integer", "float", "string", "true", "false", "none") === true;
  return assignment?.type === "assignment" && isPlain && assignedName(assignment)?.text === name;
}

/** `import runpod` inside a function. */
export function dropNestedImports(module: PythonModule, rewriter: Rewriter): void {
  for (const { statement } of module.names.imports) {
    const isNested = statement.parent?.type === "block" && statement.ancestor("function_definition") !== undefined;
    if (isNested && isRunpodImport(statement)) closeGap(module, rewriter, statement);
  }
}
