import { diffArrays } from "diff";

/** Tells for a line of a rewritten text which line of the original it was, both 1-based. */
export function lineMap(original: string, rewritten: string): (line: number) => number {
  if (original === rewritten) return (line) => line;
  const lines: number[] = [];
  let at = 1;
  for (const part of diffArrays(original.split("\n"), rewritten.split("\n"))) {
    if (part.removed) at += part.value.length;
    else lines.push(...part.value.map(() => (part.added ? at : at++)));
  }
  const last = original.split("\n").length;
  return (line) => Math.min(lines[line - 1] ?? last, last);
}
