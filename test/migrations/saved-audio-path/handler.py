import math
import struct
import wave
from typing import Any

import fal
from fal.toolkit import Audio
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


RATE = 8000


def tone(frequency, seconds):
    count = int(RATE * seconds)
    return b"".join(struct.pack("<h", int(12000 * math.sin(2 * math.pi * frequency * i / RATE))) for i in range(count))


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    notes: list[Any] = [440]
    seconds: float = 0.01


class Output(BaseModel):
    audio: Audio
    duration: float


class SavedAudioPath(fal.App, name="saved-audio-path"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        notes = input.notes
        seconds = input.seconds
        if not notes:
            raise HTTPException(status_code=422, detail="no notes")

        with wave.open("/tmp/melody.wav", "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            for note in notes:
                out.writeframes(tone(note, seconds))

        return Output(audio=Audio.from_path("/tmp/melody.wav", content_type="audio/wav"), duration=len(notes) * seconds)
