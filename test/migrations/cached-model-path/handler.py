"""Finds the weights that RunPod's model cache puts on the volume."""
import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


MODEL_ID = "someone/tiny-speller"
HF_CACHE_ROOT = "/data/.cache/huggingface/hub"


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


LOCAL_PATH = MODEL_ID
SOURCE = LOCAL_PATH or MODEL_ID


class Input(BaseModel):
    text: str | None = None


class Output(BaseModel):
    text: Any
    source: Any


class CachedModelPath(fal.App, name="cached-model-path"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        text = input.text
        if not text:
            raise HTTPException(status_code=422, detail="text is required")
        return Output(text=text.title(), source=SOURCE)
