import { changedLines, type LineRange } from "../python/changed-lines.js";
import type { Edit, Span } from "../python/span.js";

/**
 * The edits that turn one text into another, each of whole lines. Lines that are the same stay untouched, so cursors,
 * breakpoints and folded regions in them survive. Invariant: disjoint and in order.
 */
export function lineEdits(before: string, after: string): readonly Edit[] {
  if (before === after) return [];
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const offsets = offsetsOf(old);
  const spanOf = ({ start, end }: LineRange): Span => ({ start: offsets[start] ?? 0, end: offsets[end] ?? 0 });
  return changedLines(old, fresh).map((changed) => ({
    span: spanOf(changed.before),
    text: fresh.slice(changed.after.start, changed.after.end).join(""),
  }));
}

/** Where each line starts, and where the last one ends. */
function offsetsOf(lines: readonly string[]): number[] {
  const offsets = [0];
  for (const line of lines) offsets.push((offsets.at(-1) ?? 0) + line.length);
  return offsets;
}

/** The lines of a text, each with its own line end. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
