import runpod

words = None


def load():
    global words
    if words is None:
        words = "the quick brown fox".split()
    return words


def handler(job):
    return {"word": load()[job["input"]["index"]]}


def run_worker(concurrency=1):
    load()
    runpod.serverless.start({"handler": handler, "concurrency_modifier": lambda current: concurrency})
