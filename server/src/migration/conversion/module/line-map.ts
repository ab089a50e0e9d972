import { changedLines } from "../../../python/changed-lines.js";

/** Tells for a line of a rewritten text which line of the original it was, both 1-based. */
export function lineMap(original: string, rewritten: string): (line: number) => number {
  if (original === rewritten) return (line) => line;
  const [old, fresh] = [original.split("\n"), rewritten.split("\n")];
  const lines = fresh.map(() => 0);
  let [at, newAt] = [0, 0];
  const keepUpTo = (end: number): void => {
    while (newAt < end) lines[newAt++] = at++;
  };
  for (const { before, after } of changedLines(old, fresh)) {
    keepUpTo(after.start);
    lines.fill(before.end, after.start, after.end);
    [at, newAt] = [before.end, after.end];
  }
  keepUpTo(fresh.length);
  return (line) => Math.min((lines[line - 1] ?? old.length) + 1, old.length);
}
