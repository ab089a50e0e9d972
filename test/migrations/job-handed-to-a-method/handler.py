import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Ledger:
    def __init__(self):
        self.entries = []

    def balance(self):
        return sum(amount for amount, _ in self.entries)


class Input(BaseModel):
    amount: Any = None
    memo: str = ""


class Output(BaseModel):
    balance: Any
    id: bool


class JobHandedToAMethod(fal.App, name="job-handed-to-a-method"):
    machine_type = "S"

    def setup(self) -> None:
        self.ledger = Ledger()

    def post(self, input, request_id):
        if "amount" not in input.model_fields_set:
            raise HTTPException(status_code=422, detail="amount is missing")
        self.ledger.entries.append((input.amount, input.memo))
        return Output(balance=self.ledger.balance(), id=len(request_id) > 0)

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        try:
            return self.post(input, request_id)
        except TypeError as e:
            raise HTTPException(status_code=500, detail=f"no amount: {e}") from e
