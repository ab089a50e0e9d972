import type { Json } from "./json.js";

/** One place where two answers are not the same. */
export interface Difference {
  /** `output.images[0].url`; empty for the answer as a whole. */
  readonly at: string;
  readonly old: Json | undefined;
  readonly fresh: Json | undefined;
  /** What is wrong, where the two values do not say it themselves. */
  readonly reason?: string;
}

/** The outcome for one input. `announced`: different in a way that the contract allows and the migration says. */
export interface Comparison {
  readonly verdict: "equal" | "announced" | "differs";
  readonly announced: readonly string[];
  readonly differences: readonly Difference[];
}

export function comparison(differences: readonly Difference[], announced: readonly string[] = []): Comparison {
  const verdict = differences.length > 0 ? "differs" : announced.length > 0 ? "announced" : "equal";
  return { verdict, differences, announced: [...new Set(announced)] };
}

export function differs(reason: string, old?: Json, fresh?: Json, at = ""): Comparison {
  return comparison([{ at, old, fresh, reason }]);
}

/** Both: whatever either found. */
export function joined(parts: readonly Comparison[]): Comparison {
  return comparison(
    parts.flatMap((part) => part.differences),
    parts.flatMap((part) => part.announced),
  );
}
