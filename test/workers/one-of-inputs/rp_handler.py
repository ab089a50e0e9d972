import base64
import os

import runpod

SAMPLES = {"hello": b"hello\n", "empty": b""}


def read_source(job_input):
    if job_input.get("data_base64"):
        return base64.b64decode(job_input["data_base64"])
    if job_input.get("sample"):
        return SAMPLES[job_input["sample"]]
    with open(job_input["path"], "rb") as f:
        return f.read()


def run_checksum_job(job):
    job_input = job["input"]

    given = [k for k in ("data_base64", "sample", "path") if job_input.get(k)]
    if not given:
        return {"error": "Must provide data_base64, sample or path"}
    if len(given) > 1:
        return {"error": "Must provide only one of data_base64, sample and path"}
    if "path" in job_input and not os.path.exists(job_input["path"]):
        return {"error": f"no such file: {job_input['path']}"}

    data = read_source(job_input)
    return {"source": given[0], "size": len(data), "sum": sum(data) % 65521}


runpod.serverless.start({"handler": run_checksum_job})
