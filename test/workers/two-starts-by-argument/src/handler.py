import argparse
import sys

import runpod


def handler(job):
    return _side_effects(job)


def generator_handler(job):
    for letter in _side_effects(job)["text"]:
        yield letter


def _side_effects(job):
    job_input = job["input"]
    if job_input.get("fail"):
        raise Exception(job_input.get("message", "failed on request"))
    return {"text": job_input.get("text", "abc")}


parser = argparse.ArgumentParser()
parser.add_argument("--generator", action="store_true", default=False)
args, _unknown = parser.parse_known_args(sys.argv[1:])

if args.generator:
    runpod.serverless.start({"handler": generator_handler, "return_aggregate_stream": True})
else:
    runpod.serverless.start({"handler": handler})
