import runpod
from runpod.serverless.utils.rp_validator import validate

SCHEMA = {
    "text": {"type": str, "required": True},  # what to repeat
    "times": {  # how often
        "type": int,
        "required": False,
        "default": 2,
    },
    "glue": {"type": str, "required": False, "default": ", "},  # noqa: E501
}


def repeat(text, times, glue):
    return glue.join([text] * times)


def handler(job):
    """Repeat a text.

    Args:
        glue (str): what stands between two copies

    Returns:
        text: the copies in one text
    """
    checked = validate(job["input"], SCHEMA)
    if "errors" in checked:
        return {"error": checked["errors"]}
    data = checked["validated_input"]
    return {"text": repeat(data["text"], data["times"], data["glue"])}


runpod.serverless.start({"handler": handler})
