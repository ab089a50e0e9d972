import { diffArrays } from "diff";
import type { Edit } from "../python/span.js";

/** Texts further apart than this many lines are replaced as a whole: finding the smallest difference would take too long. */
const MOST_CHANGED_LINES = 4_000;

/**
 * The edits that turn one text into another, each of whole lines. Lines that are the same stay untouched, so cursors,
 * breakpoints and folded regions in them survive. Invariant: disjoint and in order.
 */
export function lineEdits(before: string, after: string): readonly Edit[] {
  if (before === after) return [];
  const changes = diffArrays(linesOf(before), linesOf(after), { maxEditLength: MOST_CHANGED_LINES });
  if (changes === undefined) return [{ span: { start: 0, end: before.length }, text: after }];
  const edits: { span: { start: number; end: number }; text: string }[] = [];
  let offset = 0;
  for (const { value, added, removed } of changes) {
    const text = value.join("");
    const last = edits.at(-1);
    const edit = last?.span.end === offset ? last : { span: { start: offset, end: offset }, text: "" };
    if (!removed) offset += added ? 0 : text.length;
    else offset = edit.span.end += text.length;
    if (added) edit.text += text;
    if ((added || removed) && edit !== last) edits.push(edit);
  }
  return edits;
}

/** The lines of a text, each with its own line end. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
