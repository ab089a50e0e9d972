'''
rp_handler.py for runpod worker
'''
import base64
import functools
import os
import shutil
import tempfile
import uuid
from typing import Any

import fal
from fal.toolkit import download_file
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


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


def remove_job_files(folder_list=None):
    """Delete what a job left behind, but never /tmp itself, which other requests use."""
    for folder in ["input_objects", "output_objects", "job_files", *(folder_list or [])]:
        if os.path.abspath(folder) not in ("/", "/tmp"):
            shutil.rmtree(folder, ignore_errors=True)
    if os.path.exists("output.zip"):
        os.remove("output.zip")


def base64_to_tempfile(base64_file: str) -> str:
    '''
    Convert base64 file to tempfile.
    '''
    with tempfile.NamedTemporaryFile(suffix='.wav', delete=False) as temp_file:
        temp_file.write(base64.b64decode(base64_file))

    return temp_file.name


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
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    audio: str | None = None
    audio_base64: str | None = None
    model: str = 'base'
    language: str | None = None
    word_timestamps: bool = False


class TranscriptionEngine(fal.App, name="transcription-engine"):
    machine_type = "GPU-A100"
    requirements = ["faster-whisper==1.1.0"]
    app_files = ["predict.py"]

    def setup(self) -> None:
        import predict

        self.model = predict.Predictor()
        self.model.setup()

    @fal.endpoint("/")
    @report_errors
    def run_whisper_job(self, input: Input) -> Any:
        '''
        Run inference on the model.
        '''

        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())

        if not input.audio and not input.audio_base64:
            raise HTTPException(status_code=422, detail='Must provide either audio or audio_base64')

        if input.audio and input.audio_base64:
            raise HTTPException(status_code=422, detail='Must provide either audio or audio_base64, not both')

        if input.audio:
            audio_input = fetch_files(request_id, [input.audio])[0]

        if input.audio_base64:
            audio_input = base64_to_tempfile(input.audio_base64)

        results = self.model.predict(
            size=len(open(audio_input, 'rb').read()),
            model_name=input.model,
            language=input.language,
            word_timestamps=input.word_timestamps
        )

        remove_job_files(['input_objects'])

        return results
