/**
 * The names of all rules: diagnostic code, docs page, setting and `rule` of a remark in the report.
 * Each says which RunPod pattern was found, or which consequence of moving it.
 */
export const RULE_NAMES = [
  // Registration
  "serverless-start",
  "start-config",
  "start-misuse",
  "start-option",
  "concurrency-controller",
  "return-aggregate-stream",
  "several-starts",
  "code-after-start",
  // Handlers
  "handler-value",
  "generator-handler",
  "returned-generator",
  "concurrency-modifier",
  "blocking-async",
  "process-exit",
  // Input
  "job-input",
  "job-id",
  "job-keys",
  "input-type",
  "input-validator",
  "validator-rule",
  "validator-order",
  // Output and errors
  "handler-output",
  "error-return",
  "completed-error",
  "blanket-except",
  "possible-error",
  "raised-error",
  "yielded-error",
  "unserialisable-output",
  "nested-output",
  "saved-path",
  "base64-answer",
  "refresh-worker",
  // State
  "module-state",
  "global-state",
  "environment-read",
  "argument-parser",
  "module-import",
  // Helpers of the SDK
  "progress-update",
  "file-upload",
  "file-download",
  "cleanup",
  "sdk-helper",
  "sdk-logger",
  "runpod-import",
  // Paths, environment, settings
  "volume-path",
  "local-files-only",
  "runpod-environment",
  "image-path",
  "machine-type",
  "requirements",
  "container-image",
  "local-modules",
  "quiet-change",
  // Client code
  "endpoint-client",
  "endpoint-http",
  "openai-route",
  "management-api",
  "secret-in-code",
  // Newer styles
  "flash-endpoint",
  "runpod-app",
  "load-balancer",
  // What the conversion itself reports
  "importers",
  "undefined-name",
  "module-bridge",
  "syntax-error",
] as const;

export type RuleName = (typeof RULE_NAMES)[number];
