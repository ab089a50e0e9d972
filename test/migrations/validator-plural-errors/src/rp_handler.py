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
    'text': {'type': str, 'required': True},
    'output_type': {'type': str, 'required': False, 'default': 'upper', 'constraints': lambda o: o in ('upper', 'title')},
}


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    text: str | None = None
    output_type: str = 'upper'


class ValidatorPluralErrors(fal.App, name="validator-plural-errors"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        job_input = input.model_dump(exclude_unset=True)
        validated_input = validate(job_input, INPUT_SCHEMA)
        if 'errors' in validated_input:
            return {"errors": validated_input['errors'], "status": "rejected"}

        values = validated_input['validated_input']
        method = {'upper': str.upper, 'title': str.title}.get(values['output_type'], str.swapcase)
        return {"text": method(values['text']), "status": "ok"}
