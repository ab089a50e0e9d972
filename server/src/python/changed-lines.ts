import { diffArrays } from "diff";

/** Lines from `start` up to, and without, `end`, counted from 0. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** A place at which two texts differ: these lines of the one stand where those of the other stand. One may be empty. */
export interface ChangedLines {
  readonly before: LineRange;
  readonly after: LineRange;
}

/** Texts further apart than this many lines count as changed as a whole: the smallest difference would take too long. */
const MOST_CHANGED_LINES = 4_000;

/**
 * Where two lists of lines differ, in order and with equal lines between any two places. Only lines that occur on both
 * sides are compared, which leaves the smallest difference as it is: others can only be changed, and a handler that
 * moved into a class consists of them.
 */
export function changedLines(before: readonly string[], after: readonly string[]): readonly ChangedLines[] {
  const changes: ChangedLines[] = [];
  let [line, newLine] = [0, 0];
  const changeUpTo = (end: number, newEnd: number): void => {
    if (end === line && newEnd === newLine) return;
    changes.push({ before: { start: line, end }, after: { start: newLine, end: newEnd } });
  };
  for (const [kept, newKept] of keptLines(before, after)) {
    changeUpTo(kept, newKept);
    [line, newLine] = [kept + 1, newKept + 1];
  }
  changeUpTo(before.length, after.length);
  return changes;
}

/** The lines that stay, each by its number before and after. */
function keptLines(before: readonly string[], after: readonly string[]): [number, number][] {
  const old = sharedLines(before, after);
  const fresh = sharedLines(after, before);
  const parts = diffArrays(
    old.map((line) => before[line]),
    fresh.map((line) => after[line]),
    { maxEditLength: MOST_CHANGED_LINES },
  );
  const kept: [number, number][] = [];
  let [at, newAt] = [0, 0];
  for (const { added, removed, value } of parts ?? []) {
    if (!added && !removed) value.forEach((_, index) => kept.push([old[at + index] ?? 0, fresh[newAt + index] ?? 0]));
    if (!added) at += value.length;
    if (!removed) newAt += value.length;
  }
  return kept;
}

/** The numbers of the lines that the other text has too. */
function sharedLines(lines: readonly string[], others: readonly string[]): number[] {
  const known = new Set(others);
  return lines.flatMap((line, index) => (known.has(line) ? [index] : []));
}
