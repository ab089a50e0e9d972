import runpod

tokenizer = None


def init():
    """never called by RunPod, although it looks like it"""
    global tokenizer
    tokenizer = str.split


def run(job):
    text = job["input"].get("text", "a b c")
    split = tokenizer or (lambda s: s.split())
    return {"tokens": split(text)}


runpod.serverless.start({"handler": run, "startup_timeout": 300, "init": init})
