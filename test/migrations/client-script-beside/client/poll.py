import os
import time

import requests

API = f"https://api.runpod.ai/v2/{os.environ['ENDPOINT_ID']}"
HEADERS = {"Authorization": f"Bearer {os.environ['FAL_KEY']}"}


def submit(text):
    response = requests.post(f"{API}/run", json={"input": {"text": text}}, headers=HEADERS, timeout=30)
    response.raise_for_status()
    return response.json()["id"]


def wait(job_id):
    while True:
        status = requests.get(f"{API}/status/{job_id}", headers=HEADERS, timeout=30).json()
        if status["status"] == "COMPLETED":
            return status["output"]
        if status["status"] in ("FAILED", "CANCELLED", "TIMED_OUT"):
            raise RuntimeError(status.get("error", status["status"]))
        time.sleep(1)
