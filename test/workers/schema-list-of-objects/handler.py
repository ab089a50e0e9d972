import runpod
from runpod.serverless.utils.rp_validator import validate

SCHEMA = {
    "concepts": {"type": list, "required": True},
    "tags": {"type": list, "required": False, "default": []},
}


def handler(job):
    checked = validate(job["input"], SCHEMA)
    if "errors" in checked:
        return {"error": checked["errors"]}
    values = checked["validated_input"]
    first = values["concepts"][0]
    return {"name": first["name"], "weight": first.get("weight", 1), "tags": [tag.upper() for tag in values["tags"]]}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
