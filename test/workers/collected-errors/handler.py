import os

import runpod

REQUIRED = ["name", "count"]


def fetch(name):
    if name.startswith("x"):
        raise OSError(f"{name} is not on this machine")
    return name.upper()


def handler(job):
    job_input = job["input"]

    # what the caller did wrong
    problems = []
    for field in REQUIRED:
        if job_input.get(field) is None:
            problems.append(f"{field} is missing")
    if problems:
        return {"error": "; ".join(problems)}

    # what went wrong here
    results = []
    errors = []
    for index in range(job_input["count"]):
        try:
            results.append(fetch(job_input["name"]) + str(index))
        except OSError as e:
            errors.append(str(e))
    if errors and not results:
        return {"error": "nothing was fetched", "details": errors}
    return {"results": results}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
