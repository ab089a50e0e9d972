import type { PyNode } from "../../python/node.js";
import type { PythonModule } from "../../python/module.js";
import type { Span } from "../../python/span.js";
import type { FunctionFlow } from "../../runpod/job-flow.js";
import type { StartCall } from "../../runpod/start-calls.js";
import type { Safety, Severity } from "../finding.js";
import type { LocalRewrite } from "../local/local-rewrite.js";
import type { SdkUse } from "../local/sdk-uses.js";
import type { RuleName } from "./names.js";

/** Where a row of the mapping table comes from. */
export interface Source {
  readonly address: string;
  /** When it was read, as `YYYY-MM-DD`. */
  readonly date: string;
}

/** One row of the mapping table: what RunPod calls it and what stands for it on fal. */
export interface Mapping {
  readonly runpod: string;
  readonly fal: string;
  readonly source: Source;
}

/** A Python text that shows a rule at work; the tests run it. */
export interface Example {
  readonly title: string;
  readonly code: string;
  /** The text of each place where the rule finds something, in order. Empty where it must be silent. */
  readonly finds: readonly string[];
  /** What the code becomes when the fix is applied, where the rule has a local one. */
  readonly becomes?: string;
}

/** What a rule says about one place. The fix comes from the rule: the conversion, or the local rewrite given here. */
export interface Discovery {
  readonly span: Span;
  readonly message: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** Explained only: nothing can be rewritten here. */
  readonly isManual?: boolean;
}

/** A function that gets the job, as `start` was told. */
export interface HandlerFacts {
  /** The `def` or `lambda`. */
  readonly definition: PyNode;
  readonly name: string;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** A generator behind an object that is called: RunPod does not see that it is one. */
  readonly isHiddenGenerator: boolean;
  /** Functions of the file it mentions that are generators. */
  readonly generators: ReadonlySet<string>;
  /** Functions of the file it mentions that return a dictionary with an `error`. */
  readonly errorReturners: ReadonlySet<string>;
  /** Functions of the file it mentions that return a file as base64. */
  readonly encoders: ReadonlySet<string>;
}

/** One top-level statement, and what is known of the module around it. */
export interface StatementContext {
  readonly module: PythonModule;
  readonly uses: readonly SdkUse[];
  readonly rewrites: readonly LocalRewrite[];
  /** Whether the file registers a handler. */
  readonly isWorker: boolean;
  /** Whether its code runs when the module is imported, rather than when somebody calls it. */
  readonly isModuleCode: boolean;
  /** Whether a handler calls it, however indirectly. */
  readonly isReachable: boolean;
  /** Whether code of the module calls it, however indirectly, while the module is imported or started. */
  readonly isCalledAtStart: boolean;
  /** Whether the handlers run on the event loop. */
  readonly isAsyncWorker: boolean;
  /** Whether the worker is replaced behind every job. */
  readonly isRefreshedAlways: boolean;
  /** The handlers that it defines. */
  readonly handlers: readonly HandlerFacts[];
  /** Its functions whose result a handler answers with as it is. */
  readonly answerers: readonly PyNode[];
  /** Where the job or its input goes inside its functions. */
  readonly flows: readonly FunctionFlow[];
  /** Whole jobs and inputs that are only given to another function of the file, which has a flow of its own. */
  readonly passed: ReadonlySet<PyNode>;
  /** The names it binds that some validation takes as its schema. */
  readonly schemas: ReadonlySet<string>;
  /** The functions and classes of the file in which `start` is called. */
  readonly starters: ReadonlySet<string>;
}

/** The calls of `start` in a file, with what they register. */
export interface RegistrationContext {
  readonly module: PythonModule;
  readonly starts: readonly RegisteredStart[];
}

export interface RegisteredStart {
  readonly start: StartCall;
  readonly handler: RegisteredHandler | undefined;
  /** The function given as `concurrency_modifier`, where it is one of this file. */
  readonly modifier: PyNode | undefined;
  /** What stands behind the call, in its block or in the file, and never runs. */
  readonly codeAfter: readonly Span[];
}

/** What the value given to `start` is. */
export interface RegisteredHandler {
  readonly expression: PyNode;
  readonly kind: "function" | "class" | "call" | "other";
  readonly definition: PyNode | undefined;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
}

/**
 * One concept of the migration: everything the product says about it. The editor's hover, the documentation, the
 * command line and the report read it from here.
 */
export interface Rule {
  readonly name: RuleName;
  /** What was found, in a few words. */
  readonly title: string;
  /** The rows of the mapping table that it stands for. */
  readonly mappings: readonly Mapping[];
  /** Why the code cannot stay, and what it becomes. */
  readonly why: string;
  readonly links: readonly string[];
  readonly safety: Safety;
  readonly severity: Severity;
  readonly examples: readonly Example[];
  /**
   * The report of a migration repeats what it finds: as a note where somebody sees a difference that the new code does
   * not show, as a decision where something of RunPod stays in the file and a person has to replace it.
   */
  readonly announced?: "note" | "decision";
  /** Looks at one top-level statement. Local rewrites of the rule's name are found without it. */
  readonly find?: (context: StatementContext) => Iterable<Discovery>;
  /** Looks at the calls of `start`. */
  readonly findInRegistration?: (context: RegistrationContext) => Iterable<Discovery>;
}

/** fal's own guide from RunPod, whose table the mappings take over. */
export const GUIDE: Source = {
  address: "https://docs.fal.ai/examples/integrations/migrate-from-runpod",
  date: "2026-11-20",
};

/** RunPod's SDK at 1.12.0, run: what the guide's table leaves out is mapped from what the SDK does. */
export const SDK: Source = { address: "https://github.com/runpod/runpod-python/tree/1.12.0", date: "2026-08-10" };

/** A row of fal's table. */
export function guideRow(runpod: string, fal: string): Mapping {
  return { runpod, fal, source: GUIDE };
}

/** A row for something that fal's table leaves out. */
export function sdkRow(runpod: string, fal: string): Mapping {
  return { runpod, fal, source: SDK };
}

/** The rule's own page, and pages of RunPod's documentation. */
export function pages(name: RuleName, ...runpod: readonly string[]): readonly string[] {
  const own = `https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/${name}.md`;
  return [own, ...runpod.map((page) => `https://docs.runpod.io/${page}`)];
}
