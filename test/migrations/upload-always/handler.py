import os
import tempfile
from typing import Any

import fal
from fal.toolkit import File
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def summarize(text):
    sentences = [s.strip() for s in text.split(".") if s.strip()]
    return ". ".join(sentences[:1]) + ("." if sentences else "")


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    text: str | None = None
    upload: bool = False


class UploadAlways(fal.App, name="upload-always"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        text = input.text
        if not text:
            raise HTTPException(status_code=422, detail="text is required")

        summary = summarize(text)
        if not input.upload:
            return {"summary": summary}

        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "summary.txt")
            with open(path, "w") as f:
                f.write(summary)
            url = File.from_path(path, content_type="text/plain").url
        original = File.from_bytes(text.encode(), content_type="text/plain", file_name="original.txt").url
        return {"summary": summary, "url": url, "original": original}
