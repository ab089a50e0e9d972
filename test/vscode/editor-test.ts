/** One behaviour, seen in a real editor. */
export interface EditorTest {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Where the suite's outcome is written, for the program that started the editor. */
export const OUTCOME_VARIABLE = "RUNPOD_TO_FAL_SUITE_OUTCOME";

/** The interpreters that have fal and runpod, as JSON, for the test that compares both sides. */
export const INTERPRETERS_VARIABLE = "RUNPOD_TO_FAL_SUITE_INTERPRETERS";

/** Begins each line of the suite's own in the workbench's log, which holds much else. */
export const LOG_PREFIX = "runpod-to-fal suite: ";

export interface SuiteOutcome {
  readonly editor: string;
  readonly passed: readonly string[];
  readonly failed: readonly { readonly name: string; readonly message: string }[];
}
