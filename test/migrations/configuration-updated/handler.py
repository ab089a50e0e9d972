from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


LIMIT = 12


class Input(BaseModel):
    text: str = ""


class Output(BaseModel):
    initials: list[Any]


class ConfigurationUpdated(fal.App, name="configuration-updated"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        words = input.text.split()
        if len(words) > LIMIT:
            raise HTTPException(status_code=422, detail=f"more than {LIMIT} words")
        return Output(initials=[word[0] for word in words])


# what every worker of this team starts with
