import runpod
from runpod.serverless.utils.rp_validator import validate

SCHEMA = {"steps": {"type": int, "required": True, "constraints": lambda steps: 0 < steps < 9}}


def handler(job):
    try:
        checked = validate(job["input"], SCHEMA)
        if "errors" in checked:
            raise ValueError(checked["errors"])
        return {"status": "done", "steps": checked["validated_input"]["steps"]}
    except Exception as e:
        return {"status": "failed", "reason": type(e).__name__}


runpod.serverless.start({"handler": handler})
