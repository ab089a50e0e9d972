import runpod
from runpod.serverless.utils.rp_validator import validate

# "required: False" without a default still has to be given
INPUT_SCHEMA = {
    "left": {"type": (int, float), "required": True},
    "right": {"type": (int, float), "required": True},
    "operator": {"type": str, "required": False, "constraints": lambda o: o in ["+", "-", "*"]},
    "digits": {"type": int, "required": False, "default": 3},
}


def handler(job):
    validated_input = validate(job["input"], INPUT_SCHEMA)
    if "errors" in validated_input:
        return {"error": validated_input["errors"]}
    values = validated_input["validated_input"]

    left, right = values["left"], values["right"]
    if values["operator"] == "+":
        result = left + right
    elif values["operator"] == "-":
        result = left - right
    else:
        result = left * right
    return {"result": round(result, values["digits"])}


runpod.serverless.start({"handler": handler})
