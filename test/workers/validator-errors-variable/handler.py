import runpod
from runpod.serverless.utils.rp_validator import validate

RULES = {
    "width": {"type": float, "required": True},
    "height": {"type": float, "required": True},
    "unit": {"type": str, "required": False, "default": "cm"},
}


def describe(width, height, unit):
    return {"area": f"{width * height} {unit}²", "is_square": width == height}


def handler(job):
    checked = validate(job["input"], RULES)
    problems = checked.get("errors")
    if problems:
        return {"error": "\n".join(problems)}
    return describe(**checked["validated_input"])


runpod.serverless.start({"handler": handler})
