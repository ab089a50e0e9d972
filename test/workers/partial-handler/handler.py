from functools import partial

import runpod


class Model:
    def __init__(self, words):
        self.words = words

    def complete(self, prefix):
        return [w for w in self.words if w.startswith(prefix)]


def handle(model, job, *, limit):
    prefix = job["input"].get("prefix", "")
    found = model.complete(prefix)
    if not found:
        return {"error": "nothing found", "prefix": prefix}
    return {"completions": found[:limit], "more": len(found) > limit}


model = Model(["ape", "apple", "apply", "bear", "beat"])
runpod.serverless.start({"handler": partial(handle, model, limit=2)})
