import json
import os
from pathlib import Path

import runpod

API_TOKEN = os.environ.get("API_TOKEN", "")
DEVICE = os.getenv("DEVICE", "cuda").lower()
BATCH = int(os.environ.get("BATCH_SIZE", 4))
LANGUAGES = os.getenv("LANGUAGES", "en,de").split(",")
DEBUG = os.getenv("DEBUG", "false").lower() in ("1", "true", "yes")
OUT = Path(os.getenv("OUT_DIR", "/tmp/settings-worker"))

OUT.mkdir(parents=True, exist_ok=True)


def handler(job):
    job_input = job["input"]
    items = job_input.get("items", [])
    language = job_input.get("language", LANGUAGES[0])

    if language not in LANGUAGES:
        return {"error": "language not supported", "supported": LANGUAGES}

    batches = [items[i : i + BATCH] for i in range(0, len(items), BATCH)]
    if DEBUG:
        (OUT / "last.json").write_text(json.dumps(batches))
    return {"batches": batches, "device": DEVICE, "authorized": bool(API_TOKEN)}


runpod.serverless.start({"handler": handler})
