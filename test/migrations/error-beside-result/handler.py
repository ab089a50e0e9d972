from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def evaluate(formula):
    name, *numbers = formula.split() or [""]
    if name not in ("sum", "max"):
        return None, f"no function {name!r}"
    return {"sum": sum, "max": max}[name](int(number) for number in numbers), None


class Input(BaseModel):
    formula: Any
    as_text: Any = None


class Output(BaseModel):
    value: Any
    explanation: str


class ErrorBesideResult(fal.App, name="error-beside-result"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        value, problem = evaluate(input.formula)
        if input.as_text:
            if problem:
                raise HTTPException(status_code=500, detail={
                    "value": f"the value is {value}",
                    "explanation": f"the value of the formula {input.formula} was computed from left to right",
                    "error": problem,
                })
            return Output(
                value=f"the value is {value}",
                explanation=f"the value of the formula {input.formula} was computed from left to right",
            )
        if problem:
            raise HTTPException(status_code=500, detail={"value": value, "explanation": "", "error": problem})
        return Output(value=value, explanation="")
