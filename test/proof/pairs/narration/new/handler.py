import json
from collections.abc import Iterator
from typing import Any

import fal
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    model_config = ConfigDict(strict=True)

    text: str
    speed: Any = 1


class Narration(fal.App, name="narration"):
    machine_type = "S"
    requirements = ["speech"]

    def setup(self) -> None:
        from speech import Voice

        self.voice = Voice.load("english")

    def generate(self, input: Input) -> Iterator[dict[str, Any]]:
        for index, sentence in enumerate(input.text.split(".")):
            sound = self.voice.speak(sentence, speed=input.speed)
            yield {"index": index, "text": sentence, "sound": str(sound)}

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        def events() -> Iterator[str]:
            try:
                for chunk in self.generate(input):
                    yield f"data: {json.dumps(chunk)}\n\n"
            except Exception as e:
                yield f"data: {json.dumps({'error': str(e)})}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")
