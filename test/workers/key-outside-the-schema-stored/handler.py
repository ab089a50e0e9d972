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
    if job_input["size"] > 5:
        job_input["label"] = "large"

    return {
        "text": job_input["text"] * job_input["size"],
        "mask": job_input["mask"],
        "label": job_input.get("label", "small"),
    }


runpod.serverless.start({"handler": handler})
