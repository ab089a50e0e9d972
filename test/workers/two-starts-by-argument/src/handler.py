"""Counts letters; with --stream one letter after the other."""
import argparse
import sys

import runpod


def letters(job):
    job_input = job["input"]
    if job_input.get("fail"):
        raise RuntimeError(job_input.get("message", "told to fail"))
    return sorted(set(job_input.get("text", "abc")))


def count(job):
    return {"letters": len(letters(job))}


def spell(job):
    for letter in letters(job):
        yield {"letter": letter}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--stream", action="store_true")
    options, _unknown = parser.parse_known_args(sys.argv[1:])

    # Which of them is a matter of the start command
    if options.stream:
        print("streaming")
        runpod.serverless.start({"handler": spell, "return_aggregate_stream": True})
    else:
        runpod.serverless.start({"handler": count})
