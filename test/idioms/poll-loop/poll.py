import os
import time

import requests

BASE = f"https://api.runpod.ai/v2/{os.environ['ENDPOINT_ID']}"
HEADERS = {"Authorization": f"Bearer {os.environ['RUNPOD_API_KEY']}"}


def translate(text):
    job = requests.post(f"{BASE}/run", json={"input": {"text": text}}, headers=HEADERS, timeout=30).json()
    while True:
        state = requests.get(f"{BASE}/status/{job['id']}", headers=HEADERS, timeout=30).json()
        if state["status"] == "COMPLETED":
            return state["output"]
        if state["status"] in ("FAILED", "CANCELLED", "TIMED_OUT"):
            raise RuntimeError(state.get("error"))
        time.sleep(1)
