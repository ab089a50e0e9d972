import type { Span } from "../../python/span.js";

/**
 * Splits a Python text into its top-level statements by looking at its lines, without parsing: so that a statement
 * somebody is typing at does not make the parser read the rest of the file again. Spans end behind the last line of
 * code; comments and blank lines between statements belong to none.
 *
 * Where the lines cannot decide (a triple quote that is never closed), each `def`, `class` or import in the first
 * column ends what is open before it.
 */
export function splitStatements(text: string): readonly Span[] {
  return splitAll(text).statements;
}

function splitAll(text: string): Split {
  const plain = scan(text, false);
  const { statements } = plain.isOpen ? scan(text, true) : plain;
  return { text, statements, isOpen: plain.isOpen, head: 0, tail: 0 };
}

/** A split text, and how much of the one before it still holds. */
export interface Split {
  readonly text: string;
  readonly statements: readonly Span[];
  /** A triple quote is never closed. */
  readonly isOpen: boolean;
  /** How many statements at the start are those of the text before, at the same offsets. */
  readonly head: number;
  /** How many statements at the end are those of the text before, moved. */
  readonly tail: number;
}

/** Splits a text that differs from another in few places: only the lines in between are looked at. */
export function resplit(before: Split | undefined, text: string): Split {
  return (before?.isOpen === false ? splitBetween(before, text) : undefined) ?? splitAll(text);
}

function splitBetween(before: Split, text: string): Split | undefined {
  const same = sameHead(before, text);
  // What follows the last statement that is the same may belong to it now.
  const head = Math.max(0, same - 1);
  const from = same === 0 ? undefined : before.statements[head]?.start;
  const starts = sameTail(before, text, head + 1);
  const moved = text.length - before.text.length;
  const { statements, isOpen, synchronised } = scan(text, false, from, starts);
  if (isOpen || synchronised === undefined) return undefined;
  const tail = before.statements.filter(({ start }) => start + moved >= synchronised);
  const placed = tail.map(({ start, end }) => ({ start: start + moved, end: end + moved }));
  const kept = before.statements.slice(0, head);
  return { text, statements: [...kept, ...statements, ...placed], isOpen: false, head, tail: tail.length };
}

/** How many statements end before anything differs. */
function sameHead({ text: old, statements }: Split, text: string): number {
  let from = 0;
  let count = 0;
  for (const { end } of statements) {
    if (old.slice(from, end) !== text.slice(from, end)) break;
    from = end;
    count += 1;
  }
  return count;
}

/** Where the statements start, in the new text, from which on nothing differs. */
function sameTail({ text: old, statements }: Split, text: string, from: number): ReadonlySet<number> {
  const moved = text.length - old.length;
  const starts = new Set<number>();
  let end = old.length;
  for (let index = statements.length - 1; index >= from; index -= 1) {
    const start = statements[index]?.start ?? 0;
    if (start + moved < 0 || old.slice(start, end) !== text.slice(start + moved, end + moved)) break;
    starts.add(start + moved);
    end = start;
  }
  return starts;
}

/** A line that starts a statement even inside an open bracket: no expression continues with these words. */
const HARD_START = /(?:def|class|import|from|with|while|try|raise|return|global|del|assert|pass|async[ \t]+def)\b|@/y;

/** A line in the first column that belongs to the statement above it. */
const CONTINUES = /(?:else|elif|except|finally)\b|[)\]}]/y;

interface Scan {
  readonly statements: readonly Span[];
  /** The text ends inside a triple-quoted string. */
  readonly isOpen: boolean;
  /** The start at which the scan stopped, because from there on everything is known. */
  readonly synchronised?: number;
}

/** Scans from the start of a statement to the end of the text, or to a start from which on everything is known. */
function scan(
  text: string,
  endsStrings: boolean,
  from = text.startsWith("\uFEFF") ? 1 : 0,
  known?: ReadonlySet<number>,
): Scan {
  const scanner = new Scanner(text);
  const statements: { start: number; end: number }[] = [];
  let current: { start: number; end: number } | undefined;
  let isDecorated = false;
  let synchronised: number | undefined;
  for (let line = from; line < text.length;) {
    const newline = text.indexOf("\n", line);
    const end = newline < 0 ? text.length : newline + 1;
    const first = text.charCodeAt(line);
    const isFirstColumn = first > SPACE && first !== HASH;
    if (isFirstColumn && startsStatement(text, line, scanner, current !== undefined && isDecorated, endsStrings)) {
      if (known?.has(line) === true) {
        synchronised = line;
        break;
      }
      current = { start: line, end: line };
      statements.push(current);
      scanner.reset();
    }
    if (isFirstColumn && scanner.isAtRest) isDecorated = first === AT;
    if (scanner.read(line, end) && current !== undefined) current.end = newline < 0 ? end : newline;
    line = end;
  }
  for (const span of statements) while (text[span.end - 1] === "\r") span.end -= 1;
  if (synchronised !== undefined) return { statements, isOpen: false, synchronised };
  return { statements, isOpen: scanner.isInTripleString };
}

function startsStatement(
  text: string,
  line: number,
  scanner: Scanner,
  isDecorated: boolean,
  endsStrings: boolean,
): boolean {
  if (scanner.isAtRest) return !isDecorated && !matchesAt(CONTINUES, text, line);
  return (endsStrings || !scanner.isInString) && matchesAt(HARD_START, text, line);
}

function matchesAt(pattern: RegExp, text: string, offset: number): boolean {
  pattern.lastIndex = offset;
  return pattern.test(text);
}

const [NEWLINE, RETURN, SPACE, HASH, AT, BACKSLASH, DOUBLE, SINGLE] = [10, 13, 32, 35, 64, 92, 34, 39];

/** 1 for a bracket that opens, -1 for one that closes. */
const BRACKETS = new Int8Array(128);
for (const bracket of "([{") BRACKETS[bracket.charCodeAt(0)] = 1;
for (const bracket of ")]}") BRACKETS[bracket.charCodeAt(0)] = -1;

/** Reads lines, keeping what one of them leaves open for the next. */
class Scanner {
  private depth = 0;
  /** The character code of the open string's quotes; 0 outside strings. */
  private quote = 0;
  private isTriple = false;
  /** The line ended in a backslash. */
  private isJoined = false;

  constructor(private readonly text: string) {}

  /** Nothing is open: the next line is a statement of its own, or a part of the one above. */
  get isAtRest(): boolean {
    return this.depth === 0 && this.quote === 0 && !this.isJoined;
  }

  get isInString(): boolean {
    return this.quote !== 0;
  }

  get isInTripleString(): boolean {
    return this.isTriple;
  }

  reset(): void {
    this.depth = 0;
    this.quote = 0;
    this.isTriple = false;
    this.isJoined = false;
  }

  /** Reads one line; whether there is more on it than white space and a comment. */
  read(line: number, end: number): boolean {
    let isCode = this.quote !== 0;
    this.isJoined = false;
    let index = line;
    while (index < end) {
      if (this.quote !== 0) {
        index = this.skipString(index, end);
        continue;
      }
      const code = this.text.charCodeAt(index);
      if (code === HASH) return isCode;
      if (code > SPACE) isCode = true;
      if (code === DOUBLE || code === SINGLE) index = this.openString(index, code);
      else index = this.readCharacter(index, end, code);
    }
    return isCode;
  }

  private readCharacter(index: number, end: number, code: number): number {
    if (code === BACKSLASH) this.isJoined = this.isLineEnd(index + 1, end);
    else if (code < 128) this.depth = Math.max(0, this.depth + (BRACKETS[code] ?? 0));
    return index + 1;
  }

  private openString(index: number, code: number): number {
    this.quote = code;
    this.isTriple = this.text.charCodeAt(index + 1) === code && this.text.charCodeAt(index + 2) === code;
    return index + (this.isTriple ? 3 : 1);
  }

  /** The offset behind the open string, or the line's end. A one-line string ends there even without its quote. */
  private skipString(from: number, end: number): number {
    const { text, quote, isTriple } = this;
    for (let index = from; index < end; index += 1) {
      const code = text.charCodeAt(index);
      if (code === BACKSLASH) {
        if (!isTriple && this.isLineEnd(index + 1, end)) return end;
        index += 1;
      } else if (code === quote) {
        const closes = !isTriple || (text.charCodeAt(index + 1) === quote && text.charCodeAt(index + 2) === quote);
        if (closes) return this.closeString(index + (isTriple ? 3 : 1));
      }
    }
    return isTriple ? end : this.closeString(end);
  }

  private closeString(offset: number): number {
    this.quote = 0;
    this.isTriple = false;
    return offset;
  }

  private isLineEnd(index: number, end: number): boolean {
    const code = this.text.charCodeAt(index);
    return index >= end || code === NEWLINE || (code === RETURN && this.text.charCodeAt(index + 1) === NEWLINE);
  }
}
