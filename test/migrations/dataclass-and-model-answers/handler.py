from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import fal
from pydantic import BaseModel


class Line(BaseModel):
    name: str
    amount: float


@dataclass
class Summary:
    count: int
    total: str


class Input(BaseModel):
    lines: list[Any] = []


class Output(BaseModel):
    lines: list[Any]
    summary: Any


class DataclassAndModelAnswers(fal.App, name="dataclass-and-model-answers"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        lines = [Line(**raw) for raw in input.lines]
        total = sum((Decimal(str(line.amount)) for line in lines), Decimal(0))
        summary = Summary(len(lines), str(total))
        return Output(lines=[line.model_dump() for line in lines], summary=summary.__dict__)
