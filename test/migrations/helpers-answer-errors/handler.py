from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


STOCK = {"tea": 4, "salt": 0}


class Till:
    def __init__(self):
        self.sold = 0

    def sell(self, name, count):
        if STOCK[name] < count:
            return {"error": f"only {STOCK[name]} of {name}", "left": STOCK[name]}
        self.sold += count
        return {"sold": count, "in_all": self.sold}


def check(order):
    """Nothing where all is well."""
    if not order.item:
        return {"error": "no item"}
    if order.count < 1:
        return {"error": "count must be positive"}
    return None


def find(name):
    if name not in STOCK:
        return {"error": f"no {name} here"}
    return {"name": name, "price": len(name)}


def label(found):
    try:
        return {"label": found["name"].upper() * found["price"]}
    except KeyError as e:
        return {"error": f"lacks {e}"}


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    item: Any = None
    label: Any = None
    count: int = 1


class HelpersAnswerErrors(fal.App, name="helpers-answer-errors"):
    machine_type = "S"

    def setup(self) -> None:
        self.till = Till()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        problem = check(input)
        if problem:
            raise HTTPException(status_code=422, detail=problem["error"])

        found = find(input.item)
        print("found", found)
        if "error" in found:
            raise HTTPException(status_code=422, detail=found["error"])
        if input.label:
            labelled = label(found)
            if labelled.get("error"):
                raise HTTPException(status_code=422, detail=labelled["error"])
            return labelled
        try:
            sale = self.till.sell(input.item, input.count)
            if "error" not in sale:
                print("sold")
            if isinstance(sale, dict) and "error" in sale:
                raise HTTPException(status_code=500, detail=sale)
            return sale
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=f"the till is stuck: {e}") from e
