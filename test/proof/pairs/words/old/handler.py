import runpod

WORDS = "the quick brown fox".split()


def handler(job):
    prompt = job["input"].get("prompt", "")
    if not prompt:
        raise ValueError("prompt is empty")
    for index in range(job["input"].get("max_tokens", 16)):
        if prompt == "stop" and index == 2:
            yield {"error": "stopped"}
            yield {"never": True}
        yield {"token": WORDS[index % len(WORDS)], "index": index}
        if prompt == "break" and index == 1:
            raise RuntimeError("the model broke")


runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
