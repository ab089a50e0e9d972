import type { Comparison } from "./difference.js";
import type { Lacking } from "./doubled.js";
import type { Request } from "./task.js";
import { verdictOf, type Proof } from "./prove.js";

/** Everything that `verify` has to tell. */
export interface Verification {
  readonly app: string;
  readonly old: string;
  /** Every job, and where its input comes from. */
  readonly sources: ReadonlyMap<Request, string>;
  readonly lacking: Lacking;
  /** Environment variables that were given placeholders, because the old worker does nothing without them. */
  readonly placeholders: readonly string[];
  /** By the real commands, which no Python fence surrounds. */
  readonly served: boolean;
  readonly proof: Proof;
}

export function verdict({ proof }: Verification): Comparison["verdict"] | "not run" {
  return proof.why === undefined ? verdictOf(proof) : "not run";
}

/** 0: all answers are equal, or differ as announced; 1: something differs; 2: it could not run. */
export function exitCode(verification: Verification): number {
  const codes = { equal: 0, announced: 0, differs: 1, "not run": 2 } as const;
  return codes[verdict(verification)];
}
