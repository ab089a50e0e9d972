/** One behaviour, seen in a real editor. */
export interface EditorTest {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Where the suite's outcome is written, for the program that started the editor. */
export const OUTCOME_VARIABLE = "RUNPOD_TO_FAL_SUITE_OUTCOME";

export interface SuiteOutcome {
  readonly editor: string;
  readonly passed: readonly string[];
  readonly failed: readonly { readonly name: string; readonly message: string }[];
}
