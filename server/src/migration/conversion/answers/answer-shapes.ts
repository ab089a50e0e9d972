import { stringValue } from "../../../python/literals.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { dictionaryEntries, ownNodes } from "../../../python/queries.js";
import type { Rewriter } from "../../../python/rewriter.js";

/** A place at which a function answers. */
export interface Return {
  /** The statement; for a lambda its body. */
  readonly statement: PyNode;
  readonly value: PyNode | undefined;
}

/** A literal answer without what RunPod consumed of it. */
export interface Shape {
  readonly rest: ReadonlyMap<string, PyNode>;
  /** An `error` that is one only where it is truthy. */
  readonly error: PyNode | undefined;
}

/** Keys that RunPod takes out of a returned dictionary (runpod-python 1.12.0, `rp_job.run_job`). */
export const CONSUMED: ReadonlySet<string> = new Set(["error", "refresh_worker"]);

/** The places at which a function answers, but for those that are gone already. */
export function returnsOf(definition: PyNode, removed: readonly PyNode[]): readonly Return[] {
  const body = definition.field("body");
  if (body === undefined) return [];
  if (definition.type === "lambda") return [{ statement: body, value: body }];
  return [...ownNodes(body)]
    .filter((node) => node.type === "return_statement" && !removed.some((gone) => gone.contains(node)))
    .map((statement) => ({ statement, value: valueOf(statement) }));
}

function valueOf(statement: PyNode): PyNode | undefined {
  const value = statement.namedChildren[0];
  return value === undefined ? undefined : unparenthesized(value);
}

/** The keys and values of an answer that is a plain literal. */
export function literalAnswer(value: PyNode | undefined): ReadonlyMap<string, PyNode> | undefined {
  return value?.type === "dictionary" ? dictionaryEntries(value) : undefined;
}

/** What is left of a literal answer's keys. */
export function withoutConsumed(entries: ReadonlyMap<string, PyNode>): ReadonlyMap<string, PyNode> {
  return new Map([...entries].filter(([key]) => !CONSUMED.has(key)));
}

/** Takes keys out of a dictionary, its layout and comments kept. */
export function removePairs(rewriter: Rewriter, dictionary: PyNode, keys: ReadonlySet<string>): void {
  const pairs = dictionary.namedChildren;
  const isGone = (pair: PyNode): boolean => keys.has(stringValue(pair.field("key")) ?? "");
  const last = pairs.findLastIndex((pair) => !isGone(pair));
  pairs.forEach((pair, index) => {
    const next = pairs[index + 1];
    if (isGone(pair) && index < last && next !== undefined) rewriter.delete({ start: pair.start, end: next.start });
  });
  if (last < pairs.length - 1) removeTail(rewriter, dictionary, pairs[last]);
}

/** Takes the last pairs out, and the comma before them; where a comment stands between, that behind them instead. */
function removeTail(rewriter: Rewriter, dictionary: PyNode, kept: PyNode | undefined): void {
  const [start, end] = [kept?.end ?? dictionary.namedChildren[0]?.start, dictionary.namedChildren.at(-1)?.end];
  if (start === undefined || end === undefined) return;
  const remark = dictionary.children.findLast(
    (child) => child.type === "comment" && child.start > start && child.end < end,
  );
  if (remark === undefined || kept === undefined) rewriter.delete({ start, end });
  else rewriter.delete({ start: remark.end, end: dictionary.children.at(-2)?.end ?? end });
}
