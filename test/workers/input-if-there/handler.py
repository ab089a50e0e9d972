import runpod


def handler(job_input):
    values = job_input["input"] if "input" in job_input else {}
    if values.get("warmup"):
        return {"status": "warm"}
    number = values["number"]
    return {"number": number}


runpod.serverless.start({"handler": handler})
