import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


class Input(BaseModel):
    audio: str | None = None


class VoiceCommands(fal.App, name="voice-commands"):
    machine_type = "S"
    requirements = ["pocketsphinx==5.1.1"]
    app_files = ["commands.jsgf", "recognizer.py"]

    def setup(self) -> None:
        self.recognizer = None
        self.load()

    def load(self):
        from recognizer import Recognizer

        if self.recognizer is None:
            print("loading the acoustic model ...")
            self.recognizer = Recognizer()
        return self.recognizer

    async def generate(self, input: Input) -> AsyncIterator[Any]:
        from recognizer import read_wave

        data = input.audio
        if not data:
            yield {"error": "audio is missing"}
            return

        pcm = read_wave(base64.b64decode(data))
        model = self.load()

        for text in model.partials(pcm):
            yield {"text": text, "final": False}

        yield {"text": model.final(), "final": True}

    @fal.endpoint("/stream")
    async def stream(self, input: Input) -> StreamingResponse:
        async def events() -> AsyncIterator[str]:
            try:
                async for chunk in self.generate(input):
                    if isinstance(chunk, dict) and chunk.get("error"):
                        yield f"data: {json.dumps({'error': chunk['error']})}\n\n"
                        return
                    yield f"data: {json.dumps(chunk)}\n\n"
            except Exception as e:
                yield f"data: {json.dumps({'error': str(e)})}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    @fal.endpoint("/")
    async def handler(self, input: Input) -> list[Any]:
        chunks: list[Any] = []
        try:
            async for chunk in self.generate(input):
                if isinstance(chunk, dict) and chunk.get("error"):
                    raise HTTPException(status_code=500, detail=chunk["error"])
                chunks.append(chunk)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
        return chunks
