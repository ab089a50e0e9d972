import runpod

SEGMENTS = ["hello", "my", "friend"]


def transcribe(job):
    engine = job["input"].get("engine", "fast")
    language = job["input"].get("language", "en")

    if engine not in ("fast", "exact"):
        yield {"error": f"engine should be 'fast' or 'exact', not {engine}"}

    if language != "en":
        yield {"error": "only en is supported", "language": language}
        return

    yield from transcribe_core(engine)


def transcribe_core(engine):
    for index, text in enumerate(SEGMENTS):
        segment = {"id": index, "text": text}
        if engine == "exact":
            segment["confidence"] = 1 / (index + 1)
        yield segment


runpod.serverless.start({"handler": transcribe, "return_aggregate_stream": True})
