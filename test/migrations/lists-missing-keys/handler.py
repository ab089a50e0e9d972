from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


REQUIRED = ("left", "right")


def joined(options, sign):
    return options.left + sign + options.right


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    sign: Any = None
    left: Any = None
    right: Any = None


class Output(BaseModel):
    joined: Any


class ListsMissingKeys(fal.App, name="lists-missing-keys"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        missing = [key for key in REQUIRED if key not in input.model_dump(exclude_unset=True)]
        if missing:
            raise HTTPException(status_code=422, detail=f"Missing required fields: {', '.join(missing)}")
        for key in ["sign"]:
            if key not in input.model_dump(exclude_unset=True):
                raise HTTPException(status_code=422, detail=f"{key} is required")
        return Output(joined=joined(input, input.sign))
