import runpod


def crop(data):
    width = data.get("width", 10)
    if width < 1:
        raise ValueError("nothing is left")
    return {"width": width}


def handler(job):
    try:
        return crop(job["input"])
    except Exception as e:
        return {"error": "failed with " + type(e).__name__}
    finally:
        print("done")


runpod.serverless.start({"handler": handler})
