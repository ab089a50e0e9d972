"""Calls the deployed endpoint."""
import os
import sys

import fal_client


def job_status(handle):
    """Tell how far a request is, in the words of RunPod's job states."""
    status = handle.status()
    if isinstance(status, fal_client.Queued):
        return "IN_QUEUE"
    if isinstance(status, fal_client.InProgress):
        return "IN_PROGRESS"
    return "FAILED" if status.error else "COMPLETED"


endpoint = os.environ["ENDPOINT_ID"]


def title(text):
    return fal_client.subscribe(endpoint, arguments={"text": text}, client_timeout=60)


def title_later(text):
    run_request = fal_client.submit(endpoint, arguments={"text": text})
    print(job_status(run_request))
    return run_request.get()


if __name__ == "__main__":
    print(title(" ".join(sys.argv[1:])))
