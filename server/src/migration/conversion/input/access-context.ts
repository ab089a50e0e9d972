import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { Rewriter } from "../../../python/rewriter.js";
import type { InputField } from "../../../runpod/input-fields.js";
import type { FunctionFlow } from "../../../runpod/job-flow.js";
import type { Bridge } from "../../report.js";

export interface AccessContext {
  readonly module: PythonModule;
  readonly rewriter: Rewriter;
  readonly handler: PyNode;
  readonly flows: readonly FunctionFlow[];
  readonly fields: readonly InputField[];
  /** Whether the worker's validator filled in defaults, so that a dictionary must hold them too. */
  readonly isValidated: boolean;
  /** Whether a validator stays in the code, which must be given a dictionary. */
  readonly isCheckKept: boolean;
  /** Statements that the typed model makes superfluous: the validator's call and its guard. */
  readonly superfluous: readonly PyNode[];
}

/** What rewriting the reads brings with it, noted on the way. */
export class AccessNeeds {
  readonly bridges: Bridge[] = [];
  /** Whether the caller's whole input goes on to code that may read any key. */
  isOpen = false;
  needsRequestId = false;
}
