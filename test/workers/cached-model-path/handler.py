"""Finds the weights that RunPod's model cache puts on the volume."""
import os

import runpod

MODEL_ID = "someone/tiny-speller"
HF_CACHE_ROOT = "/runpod-volume/huggingface-cache/hub"


def resolve_snapshot_path(model_id):
    org, name = model_id.split("/", 1)
    root = os.path.join(HF_CACHE_ROOT, f"models--{org}--{name}")
    main = os.path.join(root, "refs", "main")
    if os.path.isfile(main):
        with open(main) as f:
            snapshot = os.path.join(root, "snapshots", f.read().strip())
        if os.path.isdir(snapshot):
            return snapshot
    return None


LOCAL_PATH = resolve_snapshot_path(MODEL_ID)
SOURCE = LOCAL_PATH or MODEL_ID


def handler(event):
    text = event["input"].get("text")
    if not text:
        return {"error": "text is required"}
    return {"text": text.title(), "source": SOURCE}


runpod.serverless.start({"handler": handler})
