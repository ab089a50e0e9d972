/** What `verify --format json` prints, as far as an editor reads it. Plain data. */
export interface ComparisonReport {
  readonly app: string;
  /** The old worker, as a person would name it. */
  readonly old: string;
  readonly verdict: "equal" | "announced" | "differs" | "not run";
  /** Why nothing could be compared. */
  readonly why?: string | undefined;
  /** What a reader has to know to judge the rest, in sentences. */
  readonly circumstances: readonly string[];
  readonly loading: ComparedPart;
  readonly together: ComparedPart;
  readonly rows: readonly ComparedRow[];
}

export interface ComparedPart {
  readonly verdict: "equal" | "announced" | "differs";
  /** Differences that the migration announces. */
  readonly announced: readonly string[];
  readonly differences: readonly { readonly at: string; readonly reason?: string }[];
}

/** One input at one endpoint. */
export interface ComparedRow extends ComparedPart {
  readonly endpoint: string;
  readonly request: { readonly id: string; readonly input: unknown };
  /** Both answers in the same form, line by line: what differs between the texts differs between the answers. */
  readonly expected: string;
  readonly actual: string;
}
