import runpod


def find(table, key):
    error = None
    value = None
    if key not in table:
        error = f"{key} not found"
    else:
        value = table[key]
    return value, error


def handler(event):
    job_input = event["input"]
    value, error = find(job_input["table"], job_input["key"])
    result = {"value": value, "error": error}
    if error:
        result["known"] = sorted(job_input["table"])
    return result


runpod.serverless.start({"handler": handler})
