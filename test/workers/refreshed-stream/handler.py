import functools

import runpod

MODE = "fresh"


def spell(prefix, job):
    for letter in job["input"].get("word", "hi"):
        if not letter.isalpha():
            yield {"error": f"{letter!r} is no letter", "refresh_worker": True}
            return
        yield prefix + letter


runpod.serverless.start(
    {
        "handler": functools.partial(spell, "-"),
        "return_aggregate_stream": True,
        "refresh_worker": MODE == "fresh",
    }
)
