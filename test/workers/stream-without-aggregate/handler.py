import runpod


def tokens(text):
    word = ""
    for c in text:
        word += c
        if c == " ":
            yield word
            word = ""
    if word:
        yield word


def handler(job):
    prompt = job["input"].get("prompt", "once upon a time")
    for token in tokens(prompt):
        yield token


runpod.serverless.start({"handler": handler})
