import runpod
from runpod.serverless.utils.rp_validator import validate

INPUT_SCHEMA = {
    "text": {"type": str, "required": True},
    "times": {"type": int, "required": False, "default": 2},
    "separator": {"type": str, "required": False, "default": ","},
}


def handler(job):
    job_input = job["input"]

    validated = validate(job_input, INPUT_SCHEMA)
    if "errors" in validated:
        return {"error": validated["errors"]}

    # reads the raw input: the defaults of the schema do not apply to it
    times = job_input.get("times", 1)
    separator = validated["validated_input"]["separator"]
    return {"text": separator.join([job_input["text"]] * times), "given": sorted(job_input)}


runpod.serverless.start({"handler": handler})
