"""A desk that books seats; it is made where the worker starts."""
import asyncio
import functools
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Desk:
    rows = ("a", "b")

    def __init__(self, seats):
        self.free = {row: list(range(1, seats + 1)) for row in self.rows}
        self.asked = 0

    def seat_in(self, row):
        if row not in self.free:
            raise ValueError(f"there is no row {row}")
        return self.free[row].pop(0) if self.free[row] else None


def report_errors(endpoint):
    """Answer an exception's message, as RunPod did; fal alone would say "Internal Server Error"."""

    @functools.wraps(endpoint)
    async def run(*args, **kwargs):
        try:
            return await endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run


class Input(BaseModel):
    row: Any = None
    name: Any


class Output(BaseModel):
    name: Any
    seat: str
    asked: Any


class ObjectMadeInMain(fal.App, name="object-made-in-main"):
    machine_type = "S"

    def setup(self) -> None:
        self.main()

    def main(self):
        """Open the desk."""
        self.desk = Desk(seats=2)
        print("open:", self.desk.free)

    # RunPod calls this for every job.
    @fal.endpoint("/")
    @report_errors
    async def run(self, input: Input) -> Output:
        """Book one seat."""
        self.desk.asked += 1
        row = input.row if "row" in input.model_fields_set else self.desk.rows[0]
        await asyncio.sleep(0)
        seat = self.desk.seat_in(row)
        if seat is None:
            raise HTTPException(status_code=500, detail={"error": f"row {row} is full", "asked": self.desk.asked})
        return Output(name=input.name, seat=f"{row}{seat}", asked=self.desk.asked)
