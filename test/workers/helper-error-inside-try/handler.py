import runpod


def look_up(word, **others):
    try:
        return {"meaning": {"fal": "a waterfall"}[word]}
    except KeyError:
        return dict(error=f"no such word: {word}", tried=len(others))


def handler(job):
    try:
        result = look_up(**job["input"])
        return result
    except Exception as e:
        return {"error": f"bad request: {type(e).__name__}"}


runpod.serverless.start({"handler": handler})
