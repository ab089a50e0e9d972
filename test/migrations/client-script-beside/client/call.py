"""Calls the deployed endpoint."""
import os
import sys
import time

import fal_client


def job_status(handle):
    """Tell how far a request is, in the words of RunPod's job states."""
    status = handle.status()
    if isinstance(status, fal_client.Queued):
        return "IN_QUEUE"
    if isinstance(status, fal_client.InProgress):
        return "IN_PROGRESS"
    return "FAILED" if status.error else "COMPLETED"


def job_output(handle, timeout):
    """Wait for a request's answer, but no longer than so many seconds."""
    deadline = time.monotonic() + timeout
    while not isinstance(handle.status(), fal_client.Completed):
        if time.monotonic() > deadline:
            raise TimeoutError("Job timed out.")
        time.sleep(1)
    return handle.get()


endpoint = os.environ["ENDPOINT_ID"]


def title(text):
    return fal_client.subscribe(endpoint, arguments={"text": text}, client_timeout=60)


def title_later(text):
    run_request = fal_client.submit(endpoint, arguments={"text": text})
    print(job_status(run_request))
    return job_output(run_request, timeout=120)


if __name__ == "__main__":
    print(title(" ".join(sys.argv[1:])))
