/** Spellings of RunPod's SDK that several analyses need. Source: runpod-python 1.12.0. */

/** The packages whose import makes a name RunPod's. */
export const RUNPOD_PACKAGES = new Set(["runpod", "runpod_flash", "tetra_rp"]);

/** The validator of the SDK of 2023, which returned a list of errors. */
export const VALIDATE_OF_2023 = "runpod.serverless.utils.validator.validate";

/** `validate(raw_input, schema)` in its present and its 2023 spelling. */
export const VALIDATE_NAMES = new Set([
  "runpod.serverless.utils.rp_validator.validate",
  VALIDATE_OF_2023,
  "runpod.serverless.utils.validate",
]);

/** What an import must name to bring in the validator: its function, or its module. */
export const VALIDATOR_ORIGINS = new Set([
  ...VALIDATE_NAMES,
  "runpod.serverless.utils.rp_validator",
  "runpod.serverless.utils.validator",
]);
