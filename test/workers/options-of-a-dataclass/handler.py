import runpod

from settings import RenderSettings


def handler(job):
    try:
        settings = RenderSettings.from_input(job["input"])
    except (TypeError, ValueError) as error:
        return {"error": f"bad input: {error}"}
    return {"scene": settings.scene, "frames": settings.frames * settings.passes, "tags": len(settings.tags)}


runpod.serverless.start({"handler": handler})
