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

BASE = os.environ['ENDPOINT_ID']


def translate(text):
    job = submit_job(BASE, arguments={"text": text})
    while True:
        state = job_state(BASE, job['id'])
        if state["status"] == "COMPLETED":
            return state["output"]
        if state["status"] in ("FAILED", "CANCELLED", "TIMED_OUT"):
            raise RuntimeError(state.get("error"))
        time.sleep(1)
