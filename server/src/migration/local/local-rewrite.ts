import type { Part } from "../../python/rewriter.js";
import type { Span } from "../../python/span.js";
import type { Safety, Severity } from "../finding.js";
import type { RuleName } from "../rules/names.js";

/** One replacement inside a rewrite; its parts may be spans of the original, which keep their own rewrites. */
export interface Replacement {
  readonly span: Span;
  readonly parts: readonly Part[];
}

/** A Python function that rewritten code calls. */
export interface Definition {
  readonly name: string;
  readonly source: string;
  readonly imports: readonly string[];
}

/**
 * A rewrite that stands alone: it turns one use of a RunPod API, path or variable into its fal form, wherever in a
 * file it stands. The conversion applies all of them together; a client script needs nothing else.
 */
export interface LocalRewrite {
  readonly rule: RuleName;
  /** Where the squiggle goes. */
  readonly span: Span;
  readonly severity: Severity;
  readonly message: string;
  /** What the quick fix is called; for a `manual` one, what to do instead. */
  readonly title: string;
  readonly safety: Safety;
  /** Empty for `manual`. Atomic: all or none. */
  readonly replacements: readonly Replacement[];
  /** Import statements the result needs at module level, one name each (`import fal_client`, `from fal.toolkit import File`). */
  readonly imports: readonly string[];
  /** Python functions the result needs once per file, by name: source with docstring, at column 0, `    ` indents, `\n`. */
  readonly definitions: readonly Definition[];
  /** What a person must decide, or is told. */
  readonly remark: { readonly kind: "decision" | "note"; readonly reason: string } | undefined;
}
