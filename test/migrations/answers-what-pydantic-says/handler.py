from typing import Any

import fal
from fastapi import HTTPException
from pydantic import ValidationError, BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    text: str
    size: Any = 20
    overlap: Any = 0


class Output(BaseModel):
    parts: list[Any]


class AnswersWhatPydanticSays(fal.App, name="answers-what-pydantic-says"):
    machine_type = "S"
    app_files = ["models.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from models import Request

        try:
            request = Request.model_validate(input.model_dump(exclude_unset=True))
        except ValidationError as error:
            raise HTTPException(status_code=422, detail=error.errors(include_url=False, include_context=False, include_input=False)) from error
        step = request.size - request.overlap
        return Output(parts=[request.text[at : at + request.size] for at in range(0, len(request.text), step)])
