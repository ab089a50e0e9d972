import subprocess
import sys
import uuid
import wave
from typing import Any

import fal
from fal.toolkit import Audio
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field


COPY = "import shutil, sys; shutil.copy(sys.argv[1], sys.argv[2])"


def write_samples(path, samples):
    with wave.open(path, "w") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(8000)
        recording.writeframes(b"\x00\x10" * samples)


def record(seconds, target):
    """Gives back where the recording lies."""
    write_samples(target, int(8000 * seconds))
    return target


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    seconds: float = 0.01
    copy_: Any = Field(default=None, alias="copy")


class Output(BaseModel):
    audio: Audio
    seconds: float


class SavedByAFunction(fal.App, name="saved-by-a-function"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        seconds = input.seconds
        if seconds > 1:
            raise HTTPException(status_code=422, detail="at most one second")
        recording = record(seconds, f"/tmp/{request_id}.wav")
        if not input.copy_:
            return Output(audio=Audio.from_path(recording, content_type="audio/wav"), seconds=seconds)
        copied = f"/tmp/{request_id}-copy.wav"
        subprocess.run([sys.executable, "-c", COPY, recording, copied], check=True)
        return Output(audio=Audio.from_path(copied, content_type="audio/wav"), seconds=seconds)
