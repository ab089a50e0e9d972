from dataclasses import dataclass
from decimal import Decimal

import runpod
from pydantic import BaseModel


class Line(BaseModel):
    name: str
    amount: float


@dataclass
class Summary:
    count: int
    total: str


def handler(job):
    lines = [Line(**raw) for raw in job["input"].get("lines", [])]
    total = sum((Decimal(str(line.amount)) for line in lines), Decimal(0))
    summary = Summary(len(lines), str(total))
    return {"lines": [line.model_dump() for line in lines], "summary": summary.__dict__}


runpod.serverless.start({"handler": handler})
