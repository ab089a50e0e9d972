import runpod


def area(shape):
    match shape:
        case {"kind": "circle", "r": r}:
            return 3.14159 * r * r
        case {"kind": "rect", "w": w, "h": h}:
            return w * h
        case {"kind": "square", **rest} if "side" in rest:
            return rest["side"] ** 2
        case [*shapes]:
            return sum(area(s) for s in shapes)
        case _:
            raise ValueError("unknown shape")


def handler(job):
    match job["input"]:
        case {"shape": shape, "digits": int(digits)}:
            return {"area": round(area(shape), digits)}
        case {"shape": shape}:
            return {"area": area(shape)}
        case _:
            return {"error": "shape is missing"}


runpod.serverless.start({"handler": handler})
