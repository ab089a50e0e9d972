import { lineStarts } from "../python/lines.js";
import type { Span } from "../python/span.js";

/** A span as people and tools name it: 1-based lines and columns, columns in UTF-16 units, the end exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Places of spans in one text. */
export function inText(text: string): (span: Span) => Place {
  const starts = lineStarts(text);
  return ({ start, end }) => {
    const [first, last] = [lineIndex(starts, start), lineIndex(starts, end)];
    return {
      line: first + 1,
      column: start - (starts[first] ?? 0) + 1,
      endLine: last + 1,
      endColumn: end - (starts[last] ?? 0) + 1,
    };
  };
}

/** The last line that starts at or before an offset. */
function lineIndex(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
