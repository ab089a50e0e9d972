import runpod


def label(value):
    return "%s mm" % value


def depth_of(data):
    depth = data.get("depth", 1.5)
    return depth


def handler(job):
    data = job["input"]
    width = data.get("width", 2.5)
    if width < 0:
        return {"error": f"negative width: {width}"}
    copies = data["copies"]
    if copies > 9:
        return {"error": "at most 9 copies"}
    weight = data.get("weight", 0.5)
    depth = depth_of(data)
    return {"label": label(width), "box": f"{width} x {depth}", "marks": "|" * copies, "weight": weight * 2}


runpod.serverless.start({"handler": handler})
