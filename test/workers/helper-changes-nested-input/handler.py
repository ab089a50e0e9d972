import runpod


def normalise(job):
    route = job["input"]["route"]
    route["path"] = route["path"].lstrip("/")
    return {"job": bool(job["id"]), **route}


def read_body(job):
    print("job", job["id"])
    return job["input"]["route"]["path"], job["input"].get("body")


def handler(job):
    if job["input"].get("list_routes"):
        return {"routes": ["echo"]}
    try:
        checked = normalise(job)
        path, body = read_body(job)
        return {"path": path, "body": body, "checked": checked}
    except Exception as e:
        return {"error": str(e)}


runpod.serverless.start({"handler": handler})
