import runpod


def write_part(number, text):
    path = f"/tmp/streamed-part-{number}.txt"
    with open(path, "w") as file:
        file.write(text.upper())
    return path


def handler(job):
    words = job["input"].get("words", ["one", "two"])
    for number, word in enumerate(words):
        path = write_part(number, word)
        yield {"number": number, "file_path": path}
    yield {"done": len(words)}


runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
