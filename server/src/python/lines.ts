/** The offsets at which the lines of a text start. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let index = text.indexOf("\n"); index >= 0; index = text.indexOf("\n", index + 1)) starts.push(index + 1);
  return starts;
}

/** The start of the line that holds an offset. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** The end of the line that holds an offset, its line end included. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  return newline < 0 ? text.length : newline + 1;
}

/** The 1-based line of an offset. */
export function lineNumber(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf("\n"); index >= 0 && index < offset; index = text.indexOf("\n", index + 1)) line += 1;
  return line;
}

/** The white space at the start of the line that holds an offset. */
export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";
}

/** What one level of indentation looks like in this file: the smallest indentation decides, four spaces by default. */
export function indentationUnit(text: string): string {
  const found = [...text.matchAll(/:[ \t]*(?:#.*)?\r?\n(?:[ \t]*\r?\n)*([ \t]+)\S/g)].map((match) => match[1] ?? "");
  return found.sort((a, b) => a.length - b.length)[0] ?? "    ";
}

/** The line end that most lines of the text have. */
export function lineEnding(text: string): "\n" | "\r\n" {
  const crlf = text.split("\r\n").length - 1;
  const all = text.split("\n").length - 1;
  return crlf * 2 > all ? "\r\n" : "\n";
}

/**
 * The offsets of the lines of a Python text that begin inside a string: they belong to the string's value,
 * so nothing may be put in front of them.
 */
export function linesInsideStrings(text: string): ReadonlySet<number> {
  return linesInside(text, () => true);
}

/** Those of a text's strings, docstrings left out: a docstring's indentation is that of its function. */
function linesInsideValues(text: string): ReadonlySet<number> {
  return linesInside(text, (start) => !isDocstringAt(text, start));
}

/** Whether a string that starts here is the first statement of a function or class. */
function isDocstringAt(text: string, start: number): boolean {
  if (!/^[ \t]*[rR]?$/.test(text.slice(lineStart(text, start), start))) return false;
  const above = text.slice(0, lineStart(text, start)).trimEnd();
  const head = above.slice(lineStart(above, above.length));
  return /^\s*(?:(?:async\s+)?def|class)\b.*:$/.test(head) || /^\s*\)\s*(?:->.*)?:$/.test(head);
}

function linesInside(text: string, isWanted: (start: number) => boolean): ReadonlySet<number> {
  const inside = new Set<number>();
  const token = /#[^\n]*|("""|'''|"|')/g;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const quote = match[1];
    if (quote === undefined) continue;
    const end = stringEnd(text, match.index + quote.length, quote);
    token.lastIndex = end;
    if (!isWanted(match.index)) continue;
    for (let at = text.indexOf("\n", match.index); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) {
      inside.add(at + 1);
    }
  }
  return inside;
}

/** The offset behind a string's closing quote. A one-line string ends at its line. */
function stringEnd(text: string, from: number, quote: string): number {
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === "\\") index += text[index + 1] === "\r" ? 2 : 1;
    else if (quote.length === 1 && text[index] === "\n") return index;
    else if (text.startsWith(quote, index)) return index + quote.length;
  }
  return text.length;
}

/** Moves a block of code from one indentation to another; lines of string values and blank lines stay as they are. */
export function reindent(text: string, from: string, to: string): string {
  if (from === to) return text;
  const inside = linesInsideValues(text);
  let result = "";
  for (let start = 0; start < text.length;) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    result += inside.has(start) || line.trim() === "" ? line : shifted(line, from, to);
    start = end;
  }
  return result;
}

function shifted(line: string, from: string, to: string): string {
  if (line.startsWith(from)) return to + line.slice(from.length);
  return to + line.trimStart();
}
