#!/usr/bin/env python3
"""Started as: python -u runpod_infer.py --model_name=flan"""
import argparse

import runpod

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--model_name", type=str, default="echo", help="which model to serve")
parser.add_argument("--max_length", type=int, default=12)

if __name__ == "__main__":
    args, _ = parser.parse_known_args()

    if args.model_name == "echo":
        model = lambda text: text
    else:
        model = lambda text: args.model_name + ": " + text

    def infer(job):
        text = job["input"].get("text")
        if text is None:
            raise KeyError("text")
        return {"output": model(text)[: args.max_length], "model": args.model_name}

    runpod.serverless.start({"handler": infer})
