import functools
import os
import shutil
import tempfile
import uuid
from typing import Any

import fal
from fal.toolkit import download_file
from fastapi import HTTPException
from pydantic import BaseModel


def fetch_files(job_id, urls):
    """Download files and return their paths, None for each that could not be fetched."""
    folder = os.path.abspath(os.path.join("jobs", str(job_id), "downloaded_files"))
    paths = []
    for url in [urls] if isinstance(urls, str) else urls:
        if url is not None and not url.lower().startswith(("http://", "https://")):
            raise ValueError(f"not an address to download from: {url}")
        path = None
        try:
            if url:
                place = os.path.join(folder, str(uuid.uuid4()))
                downloaded = download_file(url, target_dir=f"{place}.download")
                path = shutil.move(downloaded, place + downloaded.suffix)
        except Exception as error:
            print(f"Failed to download {url}: {error}")
        paths.append(path)
    return paths


def report_errors(endpoint):
    """Answer an exception's message, as RunPod did; fal alone would say "Internal Server Error"."""

    @functools.wraps(endpoint)
    def run(*args, **kwargs):
        try:
            return endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run


class Input(BaseModel):
    audio: Any


class NamedTemporaryFolder(fal.App, name="named-temporary-folder"):
    machine_type = "GPU-A100"
    requirements = ["faster-whisper"]

    def setup(self) -> None:
        from faster_whisper import WhisperModel

        self.model = WhisperModel("small")

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> list[dict[str, Any]]:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        paths = fetch_files(request_id, input.audio)
        with tempfile.TemporaryDirectory(prefix="asr-") as folder:
            path = os.path.join(folder, "sound")
            if paths[0] is None:
                raise HTTPException(status_code=500, detail="the audio cannot be downloaded")
            os.replace(paths[0], path)
            segments, _ = self.model.transcribe(path)
            return [{"start": float(segment.start), "text": str(segment.text)} for segment in segments]
