/** A half-open range of UTF-16 offsets into one text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The range of something that stands in a text, without what else it is: a rewrite keeps it with the edits inside. */
export function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** Replaces the text of `span` by `text`. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** Applies edits to a text. Invariant: the edits are disjoint; their order does not matter. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let result = "";
  let offset = 0;
  for (const { span, text } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    result += source.slice(offset, span.start) + text;
    offset = span.end;
  }
  return result + source.slice(offset);
}
