import json

import runpod


def parse(text):
    try:
        return json.JSONDecoder().decode(text), None
    except ValueError as e:
        return None, str(e)


def handler(job):
    job_input = job["input"]
    output = {"length": len(job_input.get("text", "")), "status": "done"}
    value, problem = parse(job_input.get("text", ""))
    if problem is None:
        output["kind"] = type(value).__name__
    else:
        output["status"] = "failed"
        output["error"] = f"not JSON: {problem}"
    if job_input.get("short"):
        if "error" in output:
            return {"error": output["error"]}
        return output["kind"]
    if job_input.get("tuple"):
        short = {"error": "nothing to say"} if not job_input["tuple"][1:] else {"said": job_input["tuple"]}
        return short
    return output


runpod.serverless.start({"handler": handler})
