import runpod


def handler(job):
    job_input = job["input"]
    query = job_input.pop("query", "hello")
    job_input.pop("debug", None)
    if "query" in job_input:
        return {"error": "the query is still there"}
    return {"query": query}


runpod.serverless.start({"handler": handler})
