import { CHANGING_METHODS, isStored } from "../../../python/changes.js";
import { bindsOf, onlyBind } from "../../../python/bindings.js";
import { literalOf, stringValue } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { comparison, methodCall, positionalArguments, subscriptKey } from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import { followJob, type FunctionFlow } from "../../../runpod/job-flow.js";
import { mergedDefaults, type MergedDefaults } from "../../../runpod/merged-defaults.js";
import { dominates } from "../../../runpod/reaching.js";
import { readWorker } from "../../../runpod/worker.js";
import type { ReadText } from "./read-text.js";
import { closeGap } from "../module/statements.js";

/**
 * Looks a default up where the key is read, `job_input.get("steps", 20)`, instead of laying the input over a dictionary
 * of defaults first: then each is the default of a field. Only where the merged dictionary is read by its keys alone.
 */
export function lookUpDefaults(source: string, read: ReadText): string {
  const module = /setdefault|\*\*|\||\.update\(/.test(source) ? read(source) : undefined;
  const worker = module === undefined ? undefined : readWorker(module);
  if (module === undefined || worker === undefined) return source;
  const rewriter = new Rewriter(source);
  for (const { definition } of worker.handlers)
    if (definition?.type === "function_definition")
      for (const flow of followJob(module, definition)) rewriteFlow(module, rewriter, flow);
  return rewriter.render({ start: 0, end: source.length });
}

function rewriteFlow(module: PythonModule, rewriter: Rewriter, flow: FunctionFlow): void {
  for (const { node, role, isCertain } of flow.wholes) {
    const merged = role === "input" && isCertain ? mergedDefaults(module, node) : undefined;
    if (merged?.name === undefined || !isPlainSource(module, node) || !staysAsSent(flow, node)) continue;
    const reads = readsOf(module, merged, merged.name, node);
    if (reads === undefined || rewriter.isCovered(node)) continue;
    for (const { whole, text } of reads) rewriter.replace(whole, text);
    for (const statement of merged.statements) closeGap(module, rewriter, statement);
  }
}

/** Whether the input can be named again where the merged dictionary is read. */
function isPlainSource(module: PythonModule, input: PyNode): boolean {
  if (input.type !== "identifier")
    return subscriptKey(input) === "input" && input.field("value")?.type === "identifier";
  return onlyBind(module.scopes.bindingOf(input)) !== undefined;
}

/** Whether nothing changes the input, or hands it to code that could. */
function staysAsSent({ wholes, stores, reads, passes }: FunctionFlow, merge: PyNode): boolean {
  return (
    stores.length === 0 &&
    passes.every(({ role }) => role !== "input") &&
    reads.every(({ form }) => form !== "pop" && form !== "setdefault") &&
    wholes.every(({ node, kind }) => node === merge || kind === "truth" || kind === "harmless")
  );
}

interface Rewritten {
  readonly whole: PyNode;
  readonly text: string;
}

/** The reads of the merged dictionary as reads of the input; undefined where one is no read of a literal key. */
function readsOf(
  module: PythonModule,
  { entries, statements }: MergedDefaults,
  name: PyNode,
  input: PyNode,
): readonly Rewritten[] | undefined {
  const binding = module.scopes.bindingOf(name);
  const last = statements.at(-1);
  if (binding === undefined || last === undefined || bindsOf(binding).length !== 1) return undefined;
  const reads: Rewritten[] = [];
  for (const { node, role } of binding.references) {
    if (role === "bind" || statements.some((statement) => statement.contains(node))) continue;
    const read = node.start > last.end && dominates(input, node) ? rewritten(node, entries, input.text) : undefined;
    if (read === undefined) return undefined;
    reads.push(read);
  }
  return reads;
}

function rewritten(mention: PyNode, entries: ReadonlyMap<string, PyNode>, input: string): Rewritten | undefined {
  const parent = mention.parent;
  const call = parent?.type === "attribute" ? parent.parent : undefined;
  const isGet = call !== undefined && methodCall(call)?.name === "get";
  const [first, fallback] = isGet ? positionalArguments(call) : [];
  const key = isGet ? stringValue(first) : parent?.type === "subscript" ? subscriptKey(parent) : undefined;
  const compared = parent === undefined ? undefined : comparison(parent);
  if (parent === undefined || compared?.right === mention || key === undefined) return undefined;
  const whole = isGet ? call : parent;
  const stated = entries.get(key);
  if (!isGet && isStored(parent)) return undefined;
  if (stated !== undefined)
    return isLookedUp(stated, whole) ? { whole, text: `${input}.get("${key}", ${stated.text})` } : undefined;
  const otherwise = fallback === undefined ? "" : `, ${fallback.text}`;
  return { whole, text: isGet ? `${input}.get("${key}"${otherwise})` : `${input}["${key}"]` };
}

/** A default is the same at each look when it is a literal that nobody changes in place. */
function isLookedUp(stated: PyNode, read: PyNode): boolean {
  if (literalOf(stated) === undefined || stated.text.includes("\n")) return false;
  const isPlain = !stated.is("list", "dictionary", "set");
  const holder = read.parent;
  if (isPlain || holder === undefined) return true;
  if (holder.type === "assignment") return holder.field("left")?.type === "pattern_list";
  if (holder.is("argument_list", "pair", "list", "return_statement")) return false;
  return !(holder.type === "attribute" && CHANGING_METHODS.has(holder.field("attribute")?.text ?? ""));
}
