from typing import Any

import fal
from fastapi import HTTPException, Response
from pydantic import BaseModel


class Input(BaseModel):
    words: Any


class Output(BaseModel):
    longest: Any


class RefreshByConfig(fal.App, name="refresh-by-config"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input, response: Response) -> Output:
        response.headers["x-fal-stop-runner"] = "true"
        words = input.words
        if "stop" in words:
            raise HTTPException(status_code=422, detail="stop word")
        return Output(longest=max(words, key=len))
