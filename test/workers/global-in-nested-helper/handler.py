import runpod

stats = None
limit = 3


def reset():
    global stats
    stats = {"calls": 0, "words": 0}


def track(words):
    def add(name, amount):
        stats[name] += amount

    add("calls", 1)
    add("words", len(words))
    if stats["calls"] > limit:
        reset()
        return "reset"
    return "tracked"


def handler(job):
    words = job["input"].get("text", "").split()
    state = track(words)
    return {"state": state, **stats}


reset()
runpod.serverless.start({"handler": handler})
