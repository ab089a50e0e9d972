from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def slow_square(x):
    if x < 0:
        raise ValueError(f"negative: {x}")
    return x * x


class Input(BaseModel):
    values: list[Any] = []


class Output(BaseModel):
    results: Any


class ThreadPool(fal.App, name="thread-pool"):
    machine_type = "S"

    def setup(self) -> None:
        self.pool = ThreadPoolExecutor(max_workers=4)

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        values = input.values
        futures = {self.pool.submit(slow_square, v): i for i, v in enumerate(values)}
        results = [None] * len(values)
        for future in as_completed(futures):
            try:
                results[futures[future]] = future.result()
            except ValueError as e:
                raise HTTPException(status_code=500, detail=str(e)) from e
        return Output(results=results)
