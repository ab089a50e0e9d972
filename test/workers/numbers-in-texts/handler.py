import runpod


def label(value):
    return "%s mm" % value


def handler(job):
    data = job["input"]
    width = data.get("width", 2.5)
    if width < 0:
        return {"error": f"negative width: {width}"}
    copies = data["copies"]
    if copies > 9:
        return {"error": "at most 9 copies"}
    weight = data.get("weight", 0.5)
    return {"label": label(width), "marks": "|" * copies, "weight": weight * 2}


runpod.serverless.start({"handler": handler})
