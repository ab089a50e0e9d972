import runpod

from requests_of_callers import Options, Size


def handler(job):
    try:
        size = Size.from_job(job)
        options = Options.from_input(job["input"].get("options", {}))
    except (KeyError, ValueError) as error:
        return {"error": str(error)}
    return {"area": size.width * size.height, "unit": options.unit, "digits": options.digits}


runpod.serverless.start({"handler": handler})
