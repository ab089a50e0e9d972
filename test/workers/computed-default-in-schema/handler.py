import runpod
from runpod.serverless.utils.rp_validator import validate

SCHEMA = {
    "steps": {"type": int, "required": False, "default": 4 * 5, "constraints": lambda steps: steps > 0},
    "name": {"type": str, "required": True, "constraints": lambda name: len(name) < 9},
}


def handler(job):
    checked = validate(job["input"], SCHEMA)
    if "errors" in checked:
        return {"error": checked["errors"]}
    values = checked["validated_input"]
    return {"name": values["name"], "steps": values["steps"]}


runpod.serverless.start({"handler": handler})
