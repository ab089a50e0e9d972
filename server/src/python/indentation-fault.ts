import type { PyNode } from "./node.js";

interface Line {
  readonly offset: number;
  /** Its columns with tab stops every eight columns, and with tabs that count as one: both must agree. */
  readonly columns: number;
  readonly characters: number;
  readonly opensBlock: boolean;
}

/** Where Python's own reader would stumble over the columns of a text that parses otherwise. */
export function indentationFault(source: string, root: PyNode): { offset: number; reason: string } | undefined {
  const open = [{ columns: 0, characters: 0 }];
  let isExpected = false;
  const { lines, stray } = logicalLines(source, root);
  if (stray !== undefined) return { offset: stray, reason: "a character that Python does not know" };
  for (const line of lines) {
    const { offset } = line;
    const top = open.at(-1) ?? line;
    if (isExpected !== line.columns > top.columns)
      return { offset, reason: isExpected ? "an indented block is missing" : "an unexpected indentation" };
    if (isExpected) open.push(line);
    while ((open.at(-1)?.columns ?? 0) > line.columns) open.pop();
    const own = open.at(-1);
    if (own?.columns !== line.columns) return { offset, reason: "an indentation that fits no block" };
    if (own.characters !== line.characters || (isExpected && line.characters <= top.characters))
      return { offset, reason: "tabs and spaces that cannot be compared" };
    isExpected = line.opensBlock;
  }
  return isExpected ? { offset: source.length, reason: "an indented block is missing" } : undefined;
}

/** White space and control characters that Python takes for none. */
const STRAY = /[^\S \t\n\r\f]|[\0-\x08\x0e-\x1f]/;

const OPENING = new Set(["(", "[", "{"]);
const CLOSING = new Set([")", "]", "}"]);

/** The lines that Python sees: without blank ones and comments, joined where brackets, strings or a backslash do. */
function logicalLines(source: string, root: PyNode): { readonly lines: readonly Line[]; readonly stray?: number } {
  const opaque = opaqueSpans(root);
  const lines: Line[] = [];
  let [depth, next, start, last] = [0, 0, -1, ""];
  const end = (): void => {
    if (start >= 0) lines.push({ ...indentation(source, start), offset: start, opensBlock: last === ":" });
    [start, last] = [-1, ""];
  };
  for (let at = 0; at < source.length; at += 1) {
    const span = opaque[next];
    if (span?.start === at) {
      next += 1;
      if (span.type === "comment") {
        at = span.end - 1;
        continue;
      }
      if (start < 0) start = at;
      last = '"';
      at = Math.max(at, span.end - 1);
      continue;
    }
    const character = source[at] ?? "";
    if (STRAY.test(character)) return { lines, stray: at };
    if (character === "\\" && /^\\\r?\n/.test(source.slice(at, at + 3))) {
      at += source[at + 1] === "\r" ? 2 : 1;
    } else if (character === "\n" || character === "\r") {
      if (depth === 0) end();
    } else if (!/\s/.test(character)) {
      if (start < 0) start = at;
      last = character;
      if (OPENING.has(character)) depth += 1;
      if (CLOSING.has(character)) depth -= 1;
    }
  }
  end();
  return { lines };
}

/** Strings and comments, in order, whose characters mean nothing here. */
function opaqueSpans(root: PyNode): readonly PyNode[] {
  const spans: PyNode[] = [];
  for (const node of root.walk()) {
    const isInside = (spans.at(-1)?.end ?? -1) > node.start;
    if (!isInside && node.is("string", "comment") && node.end > node.start) spans.push(node);
  }
  return spans;
}

function indentation(source: string, start: number): { columns: number; characters: number } {
  let from = start;
  while (from > 0 && !/[\n\r]/.test(source[from - 1] ?? "")) from -= 1;
  let [columns, characters] = [0, 0];
  for (const character of source.slice(from, start)) {
    columns = character === "\t" ? columns + 8 - (columns % 8) : character === "\f" ? 0 : columns + 1;
    characters = character === "\f" ? 0 : characters + 1;
  }
  return { columns, characters };
}
