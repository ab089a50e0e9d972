import runpod


def divide(amount, parts):
    if parts == 0:
        raise ValueError("cannot divide by nobody")
    return amount / parts


def handler(job):
    data = job["input"]
    try:
        share = divide(data["amount"], data.get("parts", 2))
        return {"share": share, "error": None}
    except Exception as error:
        print("job failed:", error)
        raise


runpod.serverless.start({"handler": handler})
