import os
from dataclasses import dataclass

import torch
import runpod


def setting(name, default):
    return os.environ.get(f"LABELLER_{name}", default)


@dataclass
class Settings:
    """What the endpoint's page sets."""

    model: str = setting("MODEL", "base")
    device: str = "cuda" if torch.cuda.is_available() else "cpu"
    limit: int = 2


class Labels:
    prefix = os.getenv("LABEL_PREFIX", "label")

    def __init__(self):
        self.seen = []

    def add(self, text):
        self.seen.append(f"{self.prefix}-{text}")
        return self.seen[-settings.limit :]


settings = Settings()
labels = Labels()


def handler(job):
    text = job["input"].get("text", "")
    if not text:
        return {"error": "text is empty"}
    return {"labels": labels.add(text), "model": settings.model, "device": settings.device}


runpod.serverless.start({"handler": handler})
