'''
Validates, and answers the list of problems as it is.
'''
from typing import Any

import fal
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


INPUT_SCHEMA = {
    'n': {
        'type': int,
        'required': True,
        'constraints': lambda n: 0 < n < 30
    },
    'start': {
        'type': int,
        'required': False,
        'default': 0
    }
}


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    n: int | None = None
    start: int = 0


class ValidatorReturnedBare(fal.App, name="validator-returned-bare"):
    machine_type = "S"

    @fal.endpoint("/")
    def run(self, input: Input) -> Any:
        _input = input.model_dump(exclude_unset=True)

        if (v := validate(_input, INPUT_SCHEMA)).get('errors') is not None:
            return v['errors']

        a, b = v['validated_input']['start'], 1
        numbers = []
        for _ in range(v['validated_input']['n']):
            numbers.append(a)
            a, b = b, a + b
        return {'numbers': numbers}
