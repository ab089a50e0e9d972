import { changedLines, type ChangedLines, type LineRange } from "../python/changed-lines.js";

/** Lines around a change that a hunk shows. */
const CONTEXT = 3;

/** What a diff writes behind a last line without a line end. */
const NO_LINE_END = "\\ No newline at end of file";

/** The hunks of a unified diff, line by line, each with its mark. */
export function diffHunks(before: string, after: string): readonly string[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  return hunksOf(changedLines(old, fresh)).flatMap((changes) => hunk(old, fresh, changes));
}

/** Changes so close to each other that their contexts meet stand in one hunk. */
function hunksOf(changes: readonly ChangedLines[]): readonly (readonly ChangedLines[])[] {
  const hunks: ChangedLines[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1);
    const previous = last?.at(-1);
    if (previous && change.before.start - previous.before.end <= 2 * CONTEXT) last?.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function hunk(old: readonly string[], fresh: readonly string[], changes: readonly ChangedLines[]): readonly string[] {
  const lead = Math.min(CONTEXT, changes[0]?.before.start ?? 0);
  const body: string[] = [];
  let at = (changes[0]?.before.start ?? 0) - lead;
  const start = { old: at, fresh: (changes[0]?.after.start ?? 0) - lead };
  for (const { before, after } of changes) {
    body.push(...marked(" ", old.slice(at, before.start)));
    body.push(...marked("-", old.slice(before.start, before.end)), ...marked("+", fresh.slice(after.start, after.end)));
    at = before.end;
  }
  const tail = old.slice(at, at + CONTEXT);
  const newEnd = (changes.at(-1)?.after.end ?? 0) + tail.length;
  return [
    `@@ -${range({ start: start.old, end: at + tail.length })} +${range({ start: start.fresh, end: newEnd })} @@`,
    ...body,
    ...marked(" ", tail),
  ];
}

/** Lines with their mark before them and without their ends; a missing end is told in a line of its own. */
function marked(mark: string, lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => (line.endsWith("\n") ? [mark + line.slice(0, -1)] : [mark + line, NO_LINE_END]));
}

/** A range of no lines is named by the line before it, one of a single line without its length. */
function range({ start, end }: LineRange): string {
  const count = end - start;
  if (count === 1) return String(start + 1);
  return `${String(count === 0 ? start : start + 1)},${String(count)}`;
}

/** The lines of a text as diffs know them: only a line feed ends one. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
