from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def load_table(size):
    print("loading")
    return {number: number * number for number in range(size)}


class Input(BaseModel):
    number: Any


class Output(BaseModel):
    square: Any
    hits: Any


class HandlerDefinedInMain(fal.App, name="handler-defined-in-main"):
    machine_type = "S"

    def setup(self) -> None:
        self.main()

    def main(self):
        """Load, then serve."""
        self.table = load_table(12)
        self.hits = 0

    def square(self, number):
        return self.table.get(number)

    @fal.endpoint("/")
    def answer_job(self, input: Input) -> Output:
        """Look a square up."""
        number = input.number
        found = self.square(number)
        if found is None:
            raise HTTPException(status_code=500, detail=f"no square of {number}")
        self.hits += 1
        return Output(square=found, hits=self.hits)
