import runpod
from drawing import draw, failure, success


def handler(job):
    """Draw bars, and answer where they are."""
    heights = job["input"].get("heights", [3, 1, 2])
    if not heights:
        return failure("nothing to draw")
    result = draw(heights)
    result["bars"] = len(heights)
    return success(result)


runpod.serverless.start({"handler": handler})
