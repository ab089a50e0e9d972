import runpod

REQUIRED = ("left", "right")


def joined(options, sign):
    return options["left"] + sign + options["right"]


def handler(job):
    options = job["input"]
    missing = [key for key in REQUIRED if key not in options]
    if missing:
        return {"error": f"Missing required fields: {', '.join(missing)}"}
    for key in ["sign"]:
        if key not in options:
            return {"error": f"{key} is required"}
    return {"joined": joined(options, options["sign"])}


runpod.serverless.start({"handler": handler})
