import { TextDocument } from "vscode-languageserver-textdocument";

/** One change of a document, as an editor sends it. */
export interface Keystroke {
  readonly range: { readonly start: Place; readonly end: Place };
  readonly text: string;
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** What is typed: on its way a bracket and a string stand open. */
const STATEMENT = 'value = table["key"] + 1';

/**
 * Types a statement on a new line at so many scattered places of a text, one character per change, and takes it back
 * the same way before going on elsewhere.
 */
export function typeAtPlaces(text: string, places: number): readonly Keystroke[] {
  const lines = text.split("\n");
  const step = Math.floor(lines.length / (places + 1));
  return Array.from({ length: places }, (_, index) =>
    lineToTypeBehind(lines, step * ((index * 5) % places) + step),
  ).flatMap((line) => typeBehind(text, lines, line));
}

/** A line of code that ends a statement, at or behind a line. */
function lineToTypeBehind(lines: readonly string[], from: number): number {
  for (let line = from; line < lines.length; line += 1) {
    if (/^ +(?:size|path|runpod|return|scaled) ?.*[^:{(,]$/.test(lines[line] ?? "")) return line;
  }
  return from;
}

function typeBehind(text: string, lines: readonly string[], line: number): readonly Keystroke[] {
  const document = TextDocument.create("", "", 0, text);
  const indentation = /^ */.exec(lines[line] ?? "")?.[0] ?? "";
  const start = document.offsetAt({ line, character: (lines[line] ?? "").length });
  const typed: Keystroke[] = [];
  // An editor indents the new line by itself: line end and indentation are one change.
  for (const [index, piece] of [`\n${indentation}`, ...STATEMENT.split("")].entries()) {
    const at = start + (index === 0 ? 0 : indentation.length + index);
    const place = document.positionAt(at);
    const keystroke = { range: { start: place, end: place }, text: piece };
    typed.push(keystroke);
    TextDocument.update(document, [keystroke], index + 1);
  }
  return [...typed, ...takenBack(typed)];
}

function takenBack(typed: readonly Keystroke[]): readonly Keystroke[] {
  return [...typed].reverse().map(({ range: { start }, text }) => {
    const end = text.startsWith("\n")
      ? { line: start.line + 1, character: text.length - 1 }
      : { line: start.line, character: start.character + text.length };
    return { range: { start, end }, text: "" };
  });
}
