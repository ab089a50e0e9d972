import wave
from typing import Any

import fal
from fal.toolkit import Audio, File
from fastapi import HTTPException
from pydantic import BaseModel


class Recorder:
    """Writes what it is given as a sound."""

    def __init__(self, folder):
        self.folder = folder

    def record(self, samples):
        path = "/tmp/put-together.wav"
        with wave.open(path, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(8000)
            sound.writeframes(bytes(samples))
        return path


class Input(BaseModel):
    samples: list[Any] = [1, 2, 3, 4]


class SavedPathPutTogether(fal.App, name="saved-path-put-together"):
    machine_type = "S"

    def setup(self) -> None:
        self.recorder = Recorder("/tmp")

    @fal.endpoint("/")
    def run(self, input: Input) -> Any:
        samples = input.samples
        result = {"samples": len(samples)}
        if len(samples) % 2:
            result["error"] = "an odd number of bytes"
        else:
            result["audio"] = Audio.from_path(self.recorder.record(samples), content_type="audio/wav")
            with open("/tmp/put-together.txt", "w") as file:
                file.write(str(sum(samples)))
            result.update(dict(sum=File.from_path("/tmp/put-together.txt", content_type="text/plain")))
        if "error" in result:
            print("refused:", result["error"])
        if "error" in result:
            raise HTTPException(status_code=500, detail=result)
        return result
