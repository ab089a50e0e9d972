import runpod
from runpod.serverless.utils.rp_validator import validate

INPUT_SCHEMA = {
    "prompt": {"type": str, "required": True},
    "steps": {"type": int, "required": False, "default": 20},
    "seed": {"type": int, "required": False, "default": None},
    "safe": {"type": bool, "required": False, "default": False},
    "image": {"type": str, "required": False, "default": None},
}


def handler(job):
    job_input = job["input"]
    validated = validate(job_input, INPUT_SCHEMA)
    if "errors" in validated:
        return {"error": validated["errors"]}
    validated = validated["validated_input"]

    # the raw input has none of the schema's defaults
    job_input["image"] = (job_input.get("image") or "none").upper()
    safe = job_input.get("safe", True)

    if validated["seed"] is None:
        validated["seed"] = len(validated["prompt"])
    return {"seed": validated["seed"], "safe": safe, "steps": validated["steps"], "images": [job_input["image"], validated["image"]]}


runpod.serverless.start({"handler": handler})
