import os
from dataclasses import dataclass
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def setting(name, default):
    return os.environ.get(f"LABELLER_{name}", default)


class Input(BaseModel):
    text: str = ""


class Output(BaseModel):
    labels: Any
    model: Any
    device: Any


class SettingsInAClassBody(fal.App, name="settings-in-a-class-body"):
    machine_type = "GPU-A100"
    requirements = ["torch"]

    def setup(self) -> None:
        global settings  # read outside of this class
        import torch

        setting  # named here, because pickling overlooks the bodies of classes
        @dataclass
        class Settings:
            """What the endpoint's page sets."""

            model: str = setting("MODEL", "base")
            device: str = "cuda" if torch.cuda.is_available() else "cpu"
            limit: int = 2

        os  # named here, because pickling overlooks the bodies of classes
        class Labels:
            prefix = os.getenv("LABEL_PREFIX", "label")

            def __init__(self):
                self.seen = []

            def add(self, text):
                self.seen.append(f"{self.prefix}-{text}")
                return self.seen[-settings.limit :]

        settings = Settings()
        self.labels = Labels()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        text = input.text
        if not text:
            raise HTTPException(status_code=422, detail="text is empty")
        return Output(labels=self.labels.add(text), model=settings.model, device=settings.device)
