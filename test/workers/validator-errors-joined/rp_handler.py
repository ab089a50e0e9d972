import runpod
from runpod.serverless.utils.rp_validator import validate

SCHEMA = {
    "question": {"type": str, "required": True},
    "choices": {"type": list, "required": True},
    "seed": {"type": int, "required": False, "default": 0},
    "bias": {"type": float, "required": False, "default": None, "constraints": lambda b: b is None or 0 <= b <= 1},
}


def handler(job):
    checked = validate(job["input"], SCHEMA)
    if checked.get("errors"):
        return {"error": "\n".join(checked["errors"])}
    values = checked["validated_input"]

    choices = values["choices"]
    if not choices:
        return {"error": "choices is empty"}
    index = (len(values["question"]) + values["seed"]) % len(choices)
    return {"answer": choices[index], "bias": values["bias"]}


runpod.serverless.start({"handler": handler})
