import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ValidationError, ConfigDict

class Output(BaseModel):
    text: str
    took: float

def load():
    return str.upper


class AppInput(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    text: str
    n: Any = None


class OwnModelOfSettings(fal.App, name="own-model-of-settings"):
    machine_type = "S"

    def setup(self) -> None:
        self.limit = int(os.environ.get("LIMIT", "5"))
        self.counter = 0

        class Input(BaseModel):
            text: str
            n: int = self.limit

        self.Input = Input

        self.model = load()

    @fal.endpoint("/")
    def handler(self, input: AppInput) -> Any:
        self.counter += 1
        try:
            input = self.Input(**input.model_dump(exclude_unset=True))
        except ValidationError as e:
            print(f"refused {self.counter}")
            raise HTTPException(status_code=422, detail={"error": "invalid input", "details": e.errors(include_url=False)}) from e
        text = f"{self.model(input.text)} x{input.n}"
        return Output(text=text, took=0.0).model_dump()
