from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Receipt:
    def __init__(self, params):
        self.params = params
        self.currency = params.get("currency", "EUR")

    def total(self):
        return sum(item["price"] * item.get("count", 1) for item in self.params["items"])

    def with_tax(self):
        return self.total() * (1 + self.params.get("tax", 0.19))

    def answer(self):
        note = self.params.get("note", "")
        return {"total": round(self.with_tax(), 2), "currency": self.currency, "note": note.strip()}


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    currency: str = "EUR"
    items: list[dict[str, Any]] | None = None
    tax: float = 0.19
    note: str = ""


class InputKeptInAnObject(fal.App, name="input-kept-in-an-object"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        return Receipt(input.model_dump(exclude_unset=True)).answer()
