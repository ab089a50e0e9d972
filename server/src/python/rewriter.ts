import { gapsToClose } from "./gaps.js";
import type { Span } from "./span.js";

/** A piece of a replacement: new text, or a span of the original that is rendered with its own edits. */
export type Part = string | Span;

interface NestedEdit {
  readonly span: Span;
  readonly parts: readonly Part[];
  /** Insertions at one offset keep the order in which they were made. */
  readonly order: number;
}

/**
 * Edits of one text that may contain each other: a replacement can keep parts of what it replaces, and the edits
 * inside those parts still apply. Bytes that no edit names come out as they were.
 */
export class Rewriter {
  private readonly edits: NestedEdit[] = [];
  private sorted: readonly NestedEdit[] | undefined;

  constructor(readonly source: string) {}

  replace(span: Span, ...parts: readonly Part[]): void {
    this.edits.push({ span: { start: span.start, end: span.end }, parts, order: this.edits.length });
    this.sorted = undefined;
  }

  insert(offset: number, text: string): void {
    this.replace({ start: offset, end: offset }, text);
  }

  delete(span: Span): void {
    this.replace(span);
  }

  /** Whether an edit replaces exactly this span or something around it. */
  isCovered(span: Span): boolean {
    return this.edits.some(
      ({ span: edited }) => edited.start <= span.start && span.end <= edited.end && edited.start < edited.end,
    );
  }

  /** Deletes the blank lines that deleted lines leave as a double gap. */
  closeGaps(): void {
    const deleted = this.edits.filter(({ parts }) => parts.length === 0).map(({ span }) => span);
    for (const gap of gapsToClose(this.source, deleted)) this.delete(gap);
  }

  /** The text of a span with all edits inside it applied. */
  render(span: Span): string {
    return this.renderInside(span, undefined);
  }

  /** The text of a span with the edits inside it applied, but for the given one and those around it. */
  private renderInside(span: Span, around: NestedEdit | undefined): string {
    let result = "";
    let offset = span.start;
    for (const edit of this.outermost(span, around)) {
      if (edit.span.start < offset) continue;
      result += this.source.slice(offset, edit.span.start);
      for (const part of edit.parts) result += typeof part === "string" ? part : this.renderInside(part, edit);
      offset = edit.span.end;
    }
    return result + this.source.slice(offset, span.end);
  }

  /** An insertion between two spans belongs to the second one. */
  private isAtOpenEnd(edited: Span, span: Span): boolean {
    return edited.start === edited.end && edited.start === span.end && span.end !== this.source.length;
  }

  private *outermost(span: Span, around: NestedEdit | undefined): Generator<NestedEdit, void, undefined> {
    this.sorted ??= [...this.edits].sort(byStartThenWidth);
    for (const edit of this.sorted) {
      if (edit.span.start > span.end) return;
      const inside = span.start <= edit.span.start && edit.span.end <= span.end && !this.isAtOpenEnd(edit.span, span);
      if (inside && edit !== around && !encloses(edit, around)) yield edit;
    }
  }
}

/** While a part of an edit is rendered, edits of the same span that came later wrap it and are done already. */
function encloses(edit: NestedEdit, around: NestedEdit | undefined): boolean {
  if (around === undefined) return false;
  const same = edit.span.start === around.span.start && edit.span.end === around.span.end;
  return same && edit.order <= around.order;
}

function byStartThenWidth(a: NestedEdit, b: NestedEdit): number {
  if (a.span.start !== b.span.start) return a.span.start - b.span.start;
  const aInserts = a.span.end === a.span.start;
  const bInserts = b.span.end === b.span.start;
  if (aInserts !== bInserts) return aInserts ? -1 : 1;
  if (a.span.end !== b.span.end) return b.span.end - a.span.end;
  return a.order - b.order;
}

/** The span of a node's whole lines, when nothing else stands on them; else the node with the `;` that sets it off. */
export function wholeLines(source: string, node: Span): Span {
  const start = source.lastIndexOf("\n", node.start - 1) + 1;
  const newline = source.indexOf("\n", node.end);
  const end = newline < 0 ? source.length : newline + 1;
  const before = source.slice(start, node.start);
  const after = source.slice(node.end, end);
  if (/^\s*$/.test(before) && /^[ \t]*;?[ \t]*(?:#.*)?\r?\n?$/.test(after)) return { start, end };
  const behind = /^[ \t]*;[ \t]*/.exec(after)?.[0];
  if (behind !== undefined) return { start: node.start, end: node.end + behind.length };
  const ahead = /[ \t]*;[ \t]*$/.exec(before)?.[0];
  return { start: node.start - (ahead?.length ?? 0), end: node.end };
}
