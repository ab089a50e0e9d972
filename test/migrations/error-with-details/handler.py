import traceback
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def evaluate(tokens):
    stack = []
    for token in tokens:
        if token in "+-*":
            b, a = stack.pop(), stack.pop()
            stack.append(a + b if token == "+" else a - b if token == "-" else a * b)
        else:
            stack.append(float(token))
    return stack


class Input(BaseModel):
    expression: str | None = None


class Output(BaseModel):
    success: bool
    value: Any


class ErrorWithDetails(fal.App, name="error-with-details"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        expression = input.expression
        if not expression:
            raise HTTPException(status_code=422, detail={"error": "no expression", "code": "EMPTY"})
        try:
            stack = evaluate(expression.split())
        except IndexError:
            raise HTTPException(status_code=500, detail={"error": "not enough numbers", "details": ["stack underflow"], "expression": expression})
        except ValueError as e:
            raise HTTPException(status_code=500, detail={"success": False, "error": str(e)}) from e
        if len(stack) != 1:
            raise HTTPException(status_code=422, detail={"success": False, "error": {"message": "numbers left over", "stack": stack}})
        return Output(success=True, value=stack[0])
