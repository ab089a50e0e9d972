import type { Span } from "./span.js";

/**
 * The blank lines that go with deleted lines: between what stood above and below a deletion stays the larger of the
 * two gaps, not both; at the head of a text stays none.
 */
export function gapsToClose(source: string, deleted: readonly Span[]): readonly Span[] {
  return joined(deleted.filter((span) => isWholeLines(source, span))).flatMap(({ start, end }) => {
    const above = /(?:^|\n)((?:[ \t]*\r?\n)*)$/.exec(source.slice(0, start))?.[1] ?? "";
    const below = /^(?:[ \t]*\r?\n)*/.exec(source.slice(end))?.[0] ?? "";
    const isHead = source.slice(0, start).trim() === "";
    const count = isHead ? countLines(below) : Math.min(countLines(above), countLines(below));
    return count === 0 ? [] : [{ start: end, end: end + lengthOfLines(below, count) }];
  });
}

function isWholeLines(source: string, { start, end }: Span): boolean {
  return start < end && (start === 0 || source[start - 1] === "\n") && source[end - 1] === "\n";
}

/** Deletions that touch are one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}

function lengthOfLines(text: string, count: number): number {
  return text.split("\n").slice(0, count).join("\n").length + 1;
}
