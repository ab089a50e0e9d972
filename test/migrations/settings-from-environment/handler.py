import json
import os
from pathlib import Path
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    items: list[Any] = []
    language: Any = None


class Output(BaseModel):
    batches: list[Any]
    device: Any
    authorized: bool


class SettingsFromEnvironment(fal.App, name="settings-from-environment"):
    machine_type = "S"

    def setup(self) -> None:
        self.api_token = os.environ.get("API_TOKEN", "")
        self.device = os.getenv("DEVICE", "cuda").lower()
        self.batch = int(os.environ.get("BATCH_SIZE", 4))
        self.languages = os.getenv("LANGUAGES", "en,de").split(",")
        self.debug = os.getenv("DEBUG", "false").lower() in ("1", "true", "yes")
        self.out = Path(os.getenv("OUT_DIR", "/tmp/settings-worker"))

        self.out.mkdir(parents=True, exist_ok=True)

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        items = input.items
        language = input.language if "language" in input.model_fields_set else self.languages[0]

        if language not in self.languages:
            raise HTTPException(status_code=422, detail={"error": "language not supported", "supported": self.languages})

        batches = [items[i : i + self.batch] for i in range(0, len(items), self.batch)]
        if self.debug:
            (self.out / "last.json").write_text(json.dumps(batches))
        return Output(batches=batches, device=self.device, authorized=bool(self.api_token))
