import runpod


def encode(job):
    text = job["input"].get("text", "")
    out = []
    for c in text:
        if out and out[-1][0] == c:
            out[-1][1] += 1
        else:
            out.append([c, 1])
    return {"runs": out}


def decode(job):
    runs = job["input"].get("runs", [])
    return {"text": "".join(c * n for c, n in runs)}


runpod.serverless.start({"handler": encode})
runpod.serverless.start({"handler": decode})
