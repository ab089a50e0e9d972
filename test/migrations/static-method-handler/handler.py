from typing import Any

import fal
from pydantic import BaseModel


class Checks:
    LIMIT = 5


class Input(BaseModel):
    number: Any


class StaticMethodHandler(fal.App, name="static-method-handler"):
    machine_type = "S"

    @fal.endpoint("/")
    def luhn(self, input: Input) -> dict[str, Any]:
        digits = [int(c) for c in input.number if c.isdigit()]
        if len(digits) < Checks.LIMIT:
            return {"valid": False, "reason": "too short"}
        total = 0
        for position, digit in enumerate(reversed(digits)):
            if position % 2:
                digit *= 2
                if digit > 9:
                    digit -= 9
            total += digit
        return {"valid": total % 10 == 0}
