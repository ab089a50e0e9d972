/** Something that did not work, told to a user: what, why, and the one thing that helps. Plain data. */
export interface Failure {
  /** For tests, context keys and the log. */
  readonly kind: string;
  /** One sentence without a stack trace. */
  readonly message: string;
  /** The words of the program or server that failed, one line. */
  readonly cause?: string;
  /** Where in the user's code. */
  readonly place?: Place;
  readonly remedy: Remedy;
}

export interface Place {
  /** Absolute. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** What a button beside the message does. */
export type Remedy =
  | { readonly kind: "install"; readonly python: string; readonly packages: readonly string[] }
  | { readonly kind: "open-place"; readonly place: Place }
  | { readonly kind: "open-settings"; readonly setting: string }
  | { readonly kind: "retry" }
  | { readonly kind: "select-python" }
  | { readonly kind: "set-key" }
  | { readonly kind: "show-output" };

/** A failure on its way to the user. */
export class FailureError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
    this.name = "FailureError";
  }
}
