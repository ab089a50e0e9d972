import type { Part } from "../../python/rewriter.js";
import type { Span } from "../../python/span.js";
import type { Definition, LocalRewrite, Replacement } from "./local-rewrite.js";
import type { ImportedAs } from "./names.js";

/** What a rewrite must say; everything else has a default: safe, for information, nothing added, nothing to remark. */
type Required = Pick<LocalRewrite, "rule" | "message" | "title">;

interface Additions {
  readonly imports?: readonly ImportedAs[];
  readonly definitions?: readonly Definition[];
}

type Choices = Partial<Pick<LocalRewrite, "safety" | "severity" | "remark">> & Additions;

/** A rewrite that makes the given replacements. */
export function rewrite(
  at: Span,
  texts: Required,
  replacements: readonly Replacement[],
  choices: Choices = {},
): LocalRewrite {
  return {
    ...texts,
    span: { start: at.start, end: at.end },
    severity: choices.severity ?? "information",
    safety: choices.safety ?? "safe",
    replacements,
    imports: (choices.imports ?? []).map(({ statement }) => statement),
    definitions: choices.definitions ?? [],
    remark: choices.remark,
  };
}

/** A use that no rewrite can replace: it says what to do instead, which somebody must decide. */
export function explain(at: Span, texts: Required, choices: Choices = {}): LocalRewrite {
  const remark = choices.remark ?? { kind: "decision", reason: `${texts.message} ${texts.title}.` };
  return rewrite(at, texts, [], { severity: "warning", ...choices, safety: "manual", remark });
}

/** Replaces a span by text and by spans of the original. */
export function replace(span: Span, ...parts: readonly Part[]): Replacement {
  return { span: { start: span.start, end: span.end }, parts: parts.map(plainPart) };
}

function plainPart(part: Part): Part {
  return typeof part === "string" ? part : { start: part.start, end: part.end };
}

export function note(reason: string): LocalRewrite["remark"] {
  return { kind: "note", reason };
}

export function decision(reason: string): LocalRewrite["remark"] {
  return { kind: "decision", reason };
}
