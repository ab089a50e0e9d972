import type { Range, TextEdit } from "./language-server.js";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Edit, Span } from "../python/span.js";

/** The only place where offsets become positions and back. Both count UTF-16 code units. */

export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function spanOf(document: TextDocument, { start, end }: Range): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

export function textEditOf(document: TextDocument, { span, text }: Edit): TextEdit {
  return { range: rangeOf(document, span), newText: text };
}

/** Whether two spans share an offset; spans that only touch do, so that a cursor at either end counts. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
