import runpod
from runpod.serverless.utils.rp_validator import validate

SCHEMA = {
    "text": {"type": str, "required": True},
    "scale": {"type": float, "required": False, "default": 1},
    "tags": {"type": list, "required": False, "default": ["plain"]},
}


def check(values):
    for key in SCHEMA:
        if key not in values:
            raise ValueError(f"missing {key}")
    if values["scale"] > 10:
        raise ValueError("too large")


def describe(values):
    return ", ".join(f"{key}={values[key]}" for key in sorted(values))


def handler(job):
    checked = validate(job["input"], SCHEMA)
    if "errors" in checked:
        return {"error": checked["errors"]}
    values = checked["validated_input"]
    check(values)
    return {"scale": str(values["scale"]), "tags": values["tags"], "all": describe(values)}


runpod.serverless.start({"handler": handler})
