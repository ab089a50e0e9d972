import os
import time

import fal_client


def submit_job(application, arguments, webhook_url=None):
    """Queue a request; the answer has the form of RunPod's `/run`."""
    handle = fal_client.submit(application, arguments=arguments, webhook_url=webhook_url)
    return {"id": handle.request_id, "status": "IN_QUEUE"}


def job_state(application, request_id):
    """Tell how far a request is; the answer has the form of RunPod's `/status`."""
    status = fal_client.status(application, request_id)
    if not isinstance(status, fal_client.Completed):
        return {"id": request_id, "status": "IN_QUEUE" if isinstance(status, fal_client.Queued) else "IN_PROGRESS"}
    try:
        output = fal_client.result(application, request_id)
    except fal_client.FalClientHTTPError as error:
        return {"id": request_id, "status": "FAILED", "error": str(error)}
    return {"id": request_id, "status": "COMPLETED", "output": output}

API = os.environ['ENDPOINT_ID']


def submit(text):
    response = submit_job(API, arguments={"text": text})
    return response["id"]


def wait(job_id):
    while True:
        status = job_state(API, job_id)
        if status["status"] == "COMPLETED":
            return status["output"]
        if status["status"] in ("FAILED", "CANCELLED", "TIMED_OUT"):
            raise RuntimeError(status.get("error", status["status"]))
        time.sleep(1)
