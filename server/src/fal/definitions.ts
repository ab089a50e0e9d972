/** Functions that a converted worker may need beside its App. Each is Python source at column 0. */

/** Lets an exception's message reach the caller; by default fal answers "Internal Server Error" alone (fal 1.83.0). */
export const REPORT_ERRORS = `def report_errors(endpoint):
    """Answer an exception's message, as RunPod did; fal alone would say "Internal Server Error"."""

    @functools.wraps(endpoint)
    def run(*args, **kwargs):
        try:
            return endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run`;

export const REPORT_ERRORS_ASYNC = `def report_errors(endpoint):
    """Answer an exception's message, as RunPod did; fal alone would say "Internal Server Error"."""

    @functools.wraps(endpoint)
    async def run(*args, **kwargs):
        try:
            return await endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run`;

/** What RunPod's dispatch does with a returned dictionary (runpod-python 1.12.0, \`rp_job.run_job\`). */
export const ANSWER = `def answer(result):
    """Answer a handler's result: a truthy \`error\` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest`;

export const ANSWER_WITH_RESPONSE = answerWithResponse('503 if result.get("refresh_worker") else 500');

/** Where the configuration of `start` has the runner replaced anyway, so that no status needs to ask for it. */
export const ANSWER_BESIDE_STOP = answerWithResponse(
  '503 if result.get("refresh_worker") and "x-fal-stop-runner" not in response.headers else 500',
);

function answerWithResponse(status: string): string {
  return `def answer(result, response):
    """Answer a handler's result: a truthy \`error\` fails the request, \`refresh_worker\` replaces the runner behind it."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = ${status}
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    if result.get("refresh_worker"):
        response.headers["x-fal-stop-runner"] = "true"
    return rest`;
}

/** For a handler that may be a generator: RunPod's aggregated stream, an error in a chunk included. */
export const LISTED = `def listed(result):
    """The chunks of a generator in a list; a truthy \`error\` in one fails the request. Other results as they are."""
    if not inspect.isgenerator(result):
        return result
    chunks = []
    for chunk in result:
        if isinstance(chunk, dict) and chunk.get("error"):
            raise HTTPException(status_code=500, detail=chunk["error"])
        chunks.append(chunk)
    return chunks`;

export const SETTLED = `async def settled(result):
    """What was awaited, or an async generator's chunks in a list; a truthy \`error\` in one fails the request."""
    if inspect.isawaitable(result):
        return await result
    if not inspect.isasyncgen(result):
        return result
    chunks = []
    async for chunk in result:
        if isinstance(chunk, dict) and chunk.get("error"):
            raise HTTPException(status_code=500, detail=chunk["error"])
        chunks.append(chunk)
    return chunks`;

/** The checks of RunPod's validator (runpod-python 1.12.0, \`rp_validator.validate\`), for code that reads its errors. */
export const VALIDATE = `def validate(raw_input, schema):
    """Check an input against a RunPod schema: \`{"errors": [...]}\` or \`{"validated_input": {...}}\`."""
    errors = [f"Unexpected input. {key} is not a valid input option." for key in raw_input if key not in schema]
    checked = raw_input.copy()
    for key, rule in schema.items():
        if "type" not in rule:
            errors.append(f"Schema error, missing type for {key}.")
        if "required" not in rule or (rule["required"] and key not in raw_input):
            errors.append(f"{key} is a required input.")
        elif key not in raw_input and "default" in rule:
            checked[key] = rule["default"]
        elif key not in raw_input:
            errors.append(f"Schema error, missing default value for {key}.")
    for key, rule in schema.items():
        if key in checked:
            if rule["type"] is float and type(checked[key]) is int:
                checked[key] = float(checked[key])
            if "default" in rule and isinstance(checked[key], type(rule["default"])):
                continue  # RunPod checks no value of its default's own type
            if not isinstance(checked[key], rule["type"]):
                errors.append(f"{key} should be {rule['type']} type, not {type(checked[key])}.")
        if "constraints" in rule and not rule["constraints"](checked.get(key)):
            errors.append(f"{key} does not meet the constraints.")
    return {"errors": errors} if errors else {"validated_input": checked}`;

/** The validator of RunPod's SDK of 2023, made of the later one. */
export const CHECK_INPUT = `def check_input(raw_input, schema):
    """Return the errors of an input, and fill its schema's defaults in."""
    checked = validate(raw_input, schema)
    raw_input.update(checked.get("validated_input", {}))
    return checked.get("errors", [])`;
