from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    rows: Any
    cols: Any
    fill: str = "."


class Output(BaseModel):
    grid: list[Any]
    status: str


class ArgumentNamedInput(fal.App, name="argument-named-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def generate(self, input: Input) -> Output:
        rows, cols = input.rows, input.cols
        fill = input.fill
        if rows * cols > 100: raise HTTPException(status_code=500, detail="grid too large: %d" % (rows * cols))
        return Output(grid=[fill * cols for _ in range(rows)], status="DONE")
