from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    amount: int = 10


class Output(BaseModel):
    left: Any


class RefreshWithError(fal.App, name="refresh-with-error"):
    machine_type = "S"

    def setup(self) -> None:
        self.free = 100

    def reserve(self, amount):
        if amount > self.free:
            raise MemoryError(f"{amount} wanted, {self.free} free")
        self.free -= amount
        return self.free

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        amount = input.amount
        try:
            left = self.reserve(amount)
        except MemoryError as e:
            print("out of memory, asking for a new worker")
            raise HTTPException(status_code=503, detail=str(e)) from e
        except TypeError:
            raise HTTPException(status_code=500, detail="amount must be a number")
        return Output(left=left)
