import json
from collections.abc import AsyncIterator

import fal
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


class Input(BaseModel):
    text: str


class Tokens(fal.App, name="tokens"):
    machine_type = "S"

    async def generate(self, input: Input) -> AsyncIterator[str]:
        for token in input.text.split():
            yield f"data: {json.dumps({'token': token})}\n\n"
        yield "data: [DONE]\n\n"

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        return StreamingResponse(self.generate(input), media_type="text/event-stream")
