/** One way in which RunPod workers are written, and a folder of this project that is written so. */
export interface Idiom {
  readonly title: string;
  /** Relative to the project; its migration tells the rung. */
  readonly folder: string;
}

export interface IdiomGroup {
  readonly title: string;
  readonly idioms: readonly Idiom[];
}

function group(title: string, ...rows: readonly (readonly [string, string])[]): IdiomGroup {
  return {
    title,
    idioms: rows.map(([text, name]) => ({ title: text, folder: name.includes("/") ? name : `test/workers/${name}` })),
  };
}

/** Every idiom that the migration knows, numbered through all groups in this order. */
export const IDIOMS: readonly IdiomGroup[] = [
  group(
    "Registration",
    ["`start` at module level", "guard-clauses"],
    ["`start` under the main guard", "start-by-keyword"],
    ["Work under the main guard before `start`", "work-before-start"],
    ["`start` inside a function", "start-in-main-function"],
    ["`start` under another condition", "start-under-mode-guard"],
    ["A configuration over several lines with more keys", "async-stream-aggregate"],
    ["Several calls of `start`", "several-starts"],
    ["The configuration in a variable", "config-in-a-variable"],
    ["A handler imported from another module", "imported-handler"],
    ["A handler made by a factory", "handler-factory"],
    ["A callable object", "callable-instance"],
    ["A bound method", "bound-method"],
    ["A lambda", "lambda-handler"],
    ["`functools.partial`", "partial-handler"],
    ["A handler chosen at run time", "handler-chosen-by-environment"],
    ["Forms that RunPod never accepted", "misuse-start-with-function"],
    ["Options that RunPod ignores", "fictional-keys"],
    ["Code behind `start`", "code-after-start"],
  ),
  group(
    "Models and state",
    ["A pipeline at module level", "model-handler-class"],
    ["Loading inside a `with` block", "loading-inside-with"],
    ["A predictor class with `setup`", "predictor-heritage"],
    ["A global that is filled on first use", "lazy-global"],
    ["A model that requests switch", "model-switched-per-request"],
    ["A model loaded by every request", "loads-per-request"],
    ["A heavy import inside the handler", "heavy-import-in-handler"],
    ["Exit where loading fails", "exit-when-loading-fails"],
    ["Arguments of the command line", "arguments-at-module-level"],
    ["Settings from the environment", "settings-from-environment"],
    ["The environment changed by a job", "environment-set-per-job"],
    ["A work folder and fixed file names", "work-folder-and-fixed-names"],
  ),
  group(
    "Input",
    ["The four basic ways to read it", "old-school-style"],
    ["A parameter or a name called `input`", "input-named-input"],
    ["Annotated names", "inline-annotations"],
    ["Casts around reads", "casts-everywhere"],
    ["Alternative keys", "alternative-keys"],
    ["One of several inputs", "one-of-inputs"],
    ["The whole input handed on", "whole-input-forwarded"],
    ["A typed object around the input", "pydantic-input"],
    ["JSON text as the input", "json-string-input"],
    ["A key that chooses the action", "action-router"],
    ["RunPod's OpenAI routes", "openai-route"],
    ["Helpers that take the job", "helpers-take-the-job"],
    ["Reads that remove the key", "popped-event"],
    ["The parameter bound anew", "rebound-parameter"],
    ["Keys beside the input", "keys-beside-input"],
  ),
  group(
    "Validation",
    ["RunPod's validator", "validated-resize"],
    ["A schema in another module", "examples/thumbnails"],
    ["Validation inside a walrus", "predictor-heritage"],
    ["Nested validation", "validator-nested"],
    ["An own function that returns a pair", "validation-by-tuple"],
    ["Guard clauses", "guard-clauses"],
  ),
  group(
    "Answers and errors",
    ["A blanket `except` that returns the text", "blanket-except"],
    ["An error with details", "error-with-details"],
    ["Errors that RunPod took for a success", "validator-plural-errors"],
    ["Answers of several types", "mixed-return-types"],
    ["A status inside a success", "branches-on-input"],
    ["No answer", "returns-none"],
    ["Numbers of NumPy", "numpy-scalars"],
    ["An image as base64", "base64-image-out"],
    ["A bucket, else base64", "bucket-or-base64"],
    ["An own upload", "object-storage"],
    ["Files from an address", "downloads-input-file"],
    ["Files as base64", "examples/text-recognition"],
    ["Temporary files and cleaning up", "temporary-files"],
    ["`refresh_worker`", "refresh-with-error"],
  ),
  group(
    "Streams",
    ["A generator with a list", "stream-aggregate"],
    ["An error that is yielded", "stream-yields-error"],
    ["A name that says generator", "name-says-generator"],
    ["A generator that is returned", "returns-a-generator"],
    ["Chunks that are event text", "stream-of-event-text"],
  ),
  group(
    "Servers beside the handler",
    ["ComfyUI over a socket", "workflow-proxy"],
    ["A local web service", "local-server-in-thread"],
    ["A server in a subprocess", "local-server-subprocess"],
    ["An engine in the process", "language-model-engine"],
    ["A command that works", "runs-a-command"],
  ),
  group(
    "Progress, logs, identity, time",
    ["Progress updates", "progress-callback"],
    ["RunPod's logger", "runpod-logger"],
    ["The job's id in names", "job-id-and-progress"],
    ["Timers of the debugger", "debugger-timers"],
    ["A branch for local tests", "local-test-branch"],
  ),
  group(
    "Paths and caches",
    ["The volume, else a folder", "volume-or-local"],
    ["Downloads forbidden because the image has the weights", "weights-on-the-volume"],
    ["A path of RunPod's model cache", "cached-model-path"],
    ["A path that the image holds", "weights-in-the-image"],
  ),
  group(
    "Client code",
    ["`Endpoint` and `run_sync`", "calls-another-endpoint"],
    ["`AsyncioEndpoint`", "test/idioms/async-client"],
    ["A loop that polls the HTTP API", "test/idioms/poll-loop"],
    ["An OpenAI client", "test/idioms/openai-client"],
    ["A script that manages endpoints", "test/idioms/management-script"],
  ),
  group(
    "Newer styles",
    ["A Flash function", "test/idioms/flash-function"],
    ["Several Flash functions, one streaming", "test/idioms/flash-several"],
    ["A Flash class", "test/idioms/flash-class"],
    ["Flash routes", "test/idioms/flash-routes"],
    ["A Flash client", "test/idioms/flash-client"],
    ["A remote function of the time before", "test/idioms/remote-function"],
    ["An app of SDK 2.0", "test/idioms/apps-sdk"],
    ["A class of routes of SDK 2.0", "test/idioms/apps-api"],
    ["A server behind the load balancer", "test/idioms/load-balancer"],
    ["Such a server with a lifespan", "test/idioms/load-balancer-lifespan"],
  ),
];
