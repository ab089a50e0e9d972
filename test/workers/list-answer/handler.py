import runpod


def run(job):
    inp = job["input"]
    boxes = []
    for i, size in enumerate(inp["sizes"]):
        boxes.append({"id": i, "area": size[0] * size[1]})
    if inp.get("sorted"):
        boxes.sort(key=lambda b: b["area"])
    return boxes


runpod.serverless.start({"handler": run})
