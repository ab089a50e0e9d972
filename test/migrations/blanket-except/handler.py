# A classic: everything in one try, and whatever goes wrong is answered as text.
import json
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def parse_rows(text):
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError:
            raise ValueError("line %d is not JSON" % number)
    return rows


class Input(BaseModel):
    text: str | None = None
    key: str = "value"


class Output(BaseModel):
    count: int
    sum: Any
    mean: Any


class BlanketExcept(fal.App, name="blanket-except"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        try:
            if "text" not in input.model_fields_set:
                raise HTTPException(status_code=422, detail="missing key: " + "'text'")
            rows = parse_rows(input.text)
            if len(rows) == 0:
                raise HTTPException(status_code=500, detail="no rows")

            key = input.key
            values = [row[key] for row in rows]
            return Output(
                count=len(values),
                sum=sum(values),
                mean=sum(values) / len(values),
            )
        except HTTPException:
            raise
        except KeyError as e:
            raise HTTPException(status_code=500, detail="missing key: " + str(e)) from e
        except Exception as e:
            print("job failed:", e)
            raise HTTPException(status_code=500, detail=str(e)) from e
