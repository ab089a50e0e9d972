import wave

import fal
from fal.toolkit import Audio
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def record(seconds, name):
    target = f"/tmp/{name}.wav"
    with wave.open(target, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(8000)
        recording.writeframes(b"\x00\x10" * int(8000 * seconds))
    return target


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    seconds: float = 0.01


class PathAsTheAnswer(fal.App, name="path-as-the-answer"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Audio:
        seconds = input.seconds
        if seconds > 1:
            raise HTTPException(status_code=422, detail="at most one second")
        recording = record(seconds, "beep")
        return Audio.from_path(recording, content_type="audio/wav")
