from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


PRICES = {"basic": 1.5, "pro": 4.0, "team": 9.25}


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    plan: Any = None
    seats: Any = 1
    yearly: bool = False


class Output(BaseModel):
    plan: Any
    seats: Any
    total: Any


class GuardClauses(fal.App, name="guard-clauses"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        plan = input.plan
        if not plan:
            raise HTTPException(status_code=422, detail="plan is required")

        if plan not in PRICES:
            raise HTTPException(status_code=422, detail=f"unknown plan {plan!r}, choose one of {sorted(PRICES)}")

        seats = input.seats
        if not isinstance(seats, int) or seats < 1:
            raise HTTPException(status_code=422, detail="seats must be a positive number")
        if seats > 500:
            raise HTTPException(status_code=422, detail={"error": "too many seats", "limit": 500, "asked": seats})

        total = PRICES[plan] * seats
        if input.yearly:
            total = total * 12 * 0.8

        return Output(plan=plan, seats=seats, total=round(total, 2))
