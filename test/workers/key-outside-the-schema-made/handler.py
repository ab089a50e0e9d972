import runpod
from runpod.serverless.utils.rp_validator import validate

SCHEMA = {
    "text": {"type": str, "required": True},
    "size": {"type": int, "required": False, "default": 3},
}


def handler(job):
    checked = validate(job["input"], SCHEMA)
    if "errors" in checked:
        return {"error": checked["errors"]}
    job_input = checked["validated_input"]

    job_input["mask"] = (job_input.get("mask") or "none").upper()
    job_input["text"] = job_input["text"].strip()

    return {
        "text": job_input["text"] * job_input["size"],
        "mask": job_input["mask"],
    }


runpod.serverless.start({"handler": handler})
