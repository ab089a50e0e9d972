import os, json; import runpod


class Counter:
    def __init__(self, start):
        self.value = start

    def step(self):
        self.value += 1
        return self.value


counter = Counter(10); counter.step()  # the first is for the warm-up
try: LIMIT = int(os.environ.get("LIMIT", "100")); NAME = "env"
except ValueError: LIMIT = 100; NAME = "default"
if LIMIT > 50:
    big = Counter(LIMIT); big.step()


def handler(job):
    job_input = job["input"]; times = job_input.get("times", 1)
    for _ in range(times): counter.step()
    return {"count": counter.value, "limit": big.value, "name": NAME}


runpod.serverless.start({"handler": handler})
