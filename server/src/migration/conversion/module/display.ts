import type { Part } from "../../../python/rewriter.js";

/** What fits a line stands on one, else every item has its own. */
const LONGEST_DISPLAY = 90;

/** A bracketed list of items, on one line or on several. */
export function display(
  open: string,
  items: readonly (readonly Part[])[],
  close: string,
  indent: string,
  unit: string,
  newline: string,
): readonly Part[] {
  const length = items
    .flat()
    .reduce((sum, part) => sum + (typeof part === "string" ? part.length : part.end - part.start), 0);
  const isShort = length + 2 * items.length <= LONGEST_DISPLAY;
  const before = isShort ? "" : newline + indent + unit;
  const parts = items.flatMap((item, index) => [
    index === 0 || !isShort ? before : "",
    ...item,
    index === items.length - 1 && isShort ? "" : isShort ? ", " : ",",
  ]);
  return [open, ...parts, isShort ? "" : newline + indent, close];
}
