import runpod


def handler(job):
    inp = job["input"]
    image = inp.get("image", {})
    size = image.get("size", {"w": 8, "h": 8})
    layers = inp["layers"]

    area = size["w"] * size["h"]
    names = []
    opacity = 1.0
    for layer in layers:
        names.append(layer.get("name", "untitled"))
        opacity *= layer.get("style", {}).get("opacity", 1.0)

    return {"area": area, "names": names, "opacity": round(opacity, 3), "format": image.get("format")}


runpod.serverless.start({"handler": handler})
