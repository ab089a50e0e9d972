"""Calls the deployed endpoint."""
import os
import sys

import runpod

runpod.api_key = os.environ["RUNPOD_API_KEY"]
endpoint = runpod.Endpoint(os.environ["ENDPOINT_ID"])


def title(text):
    return endpoint.run_sync({"input": {"text": text}}, timeout=60)


def title_later(text):
    run_request = endpoint.run({"text": text})
    print(run_request.status())
    return run_request.output(timeout=120)


if __name__ == "__main__":
    print(title(" ".join(sys.argv[1:])))
