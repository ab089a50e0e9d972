import runpod
from runpod.serverless.utils.rp_validator import validate

SCHEMA = {
    "text": {"type": str, "required": False, "default": "hello"},
    "size": {"type": int, "required": False, "default": 3},
}


def handler(job):
    checked = validate(job["input"], SCHEMA)
    if "errors" in checked:
        return {"error": checked["errors"]}
    values = checked["validated_input"]
    size = values.get("size") or values.get("old_size")
    margin = 1 if "margin" in values else 0
    colour = values.get("colour", "red" if size > 3 else "blue").upper()
    return {"given": values, "text": values["text"][:size], "margin": margin, "colour": colour}


runpod.serverless.start({"handler": handler})
