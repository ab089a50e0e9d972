import runpod

attempts = []


def root_of(number):
    if number < 0:
        raise ValueError("negative numbers have no root")
    return number**0.5


def handler(job):
    number = job["input"]["number"]
    try:
        if number == 13:
            raise RuntimeError("thirteen brings bad luck")
        root = root_of(number)
    except Exception:
        attempts.append("failed")
        print("no root of", number, "after", len(attempts), "failures")
        raise
    return {"root": root}


runpod.serverless.start({"handler": handler})
