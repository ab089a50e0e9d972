from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def validate(raw_input, schema):
    """Check an input against a RunPod schema: `{"errors": [...]}` or `{"validated_input": {...}}`."""
    errors = [f"Unexpected input. {key} is not a valid input option." for key in raw_input if key not in schema]
    checked = raw_input.copy()
    for key, rule in schema.items():
        if "type" not in rule:
            errors.append(f"Schema error, missing type for {key}.")
        if "required" not in rule or (rule["required"] and key not in raw_input):
            errors.append(f"{key} is a required input.")
        elif key not in raw_input and "default" in rule:
            checked[key] = rule["default"]
        elif key not in raw_input:
            errors.append(f"Schema error, missing default value for {key}.")
    for key, rule in schema.items():
        if key in checked:
            if rule["type"] is float and type(checked[key]) is int:
                checked[key] = float(checked[key])
            if "default" in rule and isinstance(checked[key], type(rule["default"])):
                continue  # RunPod checks no value of its default's own type
            if not isinstance(checked[key], rule["type"]):
                errors.append(f"{key} should be {rule['type']} type, not {type(checked[key])}.")
        if "constraints" in rule and not rule["constraints"](checked.get(key)):
            errors.append(f"{key} does not meet the constraints.")
    return {"errors": errors} if errors else {"validated_input": checked}


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    currency: str = "EUR"
    items: list


class Output(BaseModel):
    lines: list[Any]
    total: Any
    currency: str


class ValidatorNested(fal.App, name="validator-nested"):
    machine_type = "S"
    app_files = ["rp_schema.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from rp_schema import ITEM_SCHEMA

        lines = []
        total = 0.0
        for number, item in enumerate(input.items):
            checked = validate(item, ITEM_SCHEMA)
            if "errors" in checked:
                raise HTTPException(status_code=500, detail=[f"item {number}: {e}" for e in checked["errors"]])
            item = checked["validated_input"]
            price = item["price"] * item["count"]
            total += price
            lines.append(f"{item['count']} x {item['name']}: {price:.2f}")

        return Output(lines=lines, total=round(total, 2), currency=input.currency)
