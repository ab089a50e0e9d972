import os

import runpod


class Counter:
    def __init__(self):
        self.served = 0

    def count(self, job):
        text = job["input"]["text"]
        if not text.strip():
            raise ValueError(f"{text!r} is blank")
        self.served += 1
        return {"letters": len(text), "served": self.served}


counter = Counter()


def health(job):
    return {"alive": True}


if os.environ.get("WORKER_KIND", "main") == "health":
    runpod.serverless.start({"handler": health})
else:
    runpod.serverless.start({"handler": counter.count})
