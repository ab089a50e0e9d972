import functools

import runpod


class Tagger:
    """Counts how often it was asked, as a model would keep its state."""

    def __init__(self):
        self.asked = 0

    def tag(self, text):
        self.asked += 1
        return f"{self.asked}:{text.upper()}"


async def work(tagger, job, limit):
    data = job["input"]
    if not data.get("text"):
        return {"error": "no text"}
    return {"tagged": tagger.tag(data["text"])[:limit], "has_id": bool(job["id"])}


serve = functools.partial(work, Tagger(), limit=6)

if __name__ == "__main__":
    runpod.serverless.start({"handler": serve})
