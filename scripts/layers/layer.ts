/** How many tests of a layer did what. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** One part of `npm test`. */
export interface Layer {
  readonly name: string;
  /** What it shows, in one line. */
  readonly purpose: string;
  readonly run: () => Promise<Counts>;
}
