from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    numbers: Any


class Output(BaseModel):
    mean: Any
    median: Any
    common: Any


class HeavyImportInHandler(fal.App, name="heavy-import-in-handler"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        # imported here so that the worker reports ready quickly
        import statistics
        from collections import Counter

        numbers = input.numbers
        if len(numbers) == 0:
            raise HTTPException(status_code=422, detail="numbers is empty")
        counts = Counter(numbers)
        return Output(
            mean=statistics.mean(numbers),
            median=statistics.median(numbers),
            common=counts.most_common(1)[0][0],
        )
