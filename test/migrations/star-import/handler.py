from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    a: Any
    b: Any


class Output(BaseModel):
    quotient: Any
    remainder: Any


class StarImport(fal.App, name="star-import"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        a = input.a; b = input.b
        if b == 0: raise HTTPException(status_code=422, detail="division by zero")
        q = a / b; r = a % b
        return Output(quotient=q, remainder=r)
