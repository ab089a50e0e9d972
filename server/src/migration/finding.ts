import type { Edit, Span } from "../python/span.js";
import type { RuleName } from "./rules/names.js";

/** `safe`: behaviour preserved. `review`: a named behaviour may change. `manual`: explained only, nothing is edited. */
export type Safety = "safe" | "review" | "manual";

/** `conversion`: the fix is the whole-file migration, computed on request by `migrate`. */
export type Fix =
  | { readonly kind: "local"; readonly title: string; readonly safety: Safety; readonly edits: readonly Edit[] }
  | { readonly kind: "conversion"; readonly title: string; readonly safety: Safety };

export type Severity = "error" | "warning" | "information";

/** One place in a Python file where something of RunPod stands. Plain data: it holds no tree and no position. */
export interface Finding {
  readonly rule: RuleName;
  readonly span: Span;
  readonly severity: Severity;
  /** One sentence that names the fal counterpart. */
  readonly message: string;
  /** Absent where nothing can be rewritten, and on a statement that does not parse. */
  readonly fix: Fix | undefined;
}
