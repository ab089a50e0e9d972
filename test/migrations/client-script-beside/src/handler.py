from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    text: str | None = None


class Output(BaseModel):
    title: Any


class ClientScriptBeside(fal.App, name="client-script-beside"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        if input.text is None:
            raise HTTPException(status_code=422, detail="text is missing")
        return Output(title=input.text.title())
