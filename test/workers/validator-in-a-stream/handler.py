import runpod
from runpod.serverless.utils.rp_validator import validate

RULES = {
    "word": {"type": str, "required": True},
    "times": {"type": int, "required": False, "default": 2},
}


def handler(job):
    checked = validate(job["input"], RULES)
    if "errors" in checked:
        yield {"error": checked["errors"]}
        return
    wanted = checked["validated_input"]
    for number in range(wanted["times"]):
        yield {"word": wanted["word"], "number": number}


runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
