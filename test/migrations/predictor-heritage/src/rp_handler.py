''' infer.py for RunPod worker '''
import functools
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


def report_errors(endpoint):
    """Answer an exception's message, as RunPod did; fal alone would say "Internal Server Error"."""

    @functools.wraps(endpoint)
    def run(*args, **kwargs):
        try:
            return endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")


class PredictorHeritage(fal.App, name="predictor-heritage"):
    machine_type = "S"
    app_files = ["predict.py", "rp_schema.py"]

    def setup(self) -> None:
        import predict

        self.model = predict.Predictor()
        self.model.setup()

    @fal.endpoint("/")
    @report_errors
    def run(self, input: Input) -> Any:
        '''
        Run inference on the model.
        '''
        from rp_schema import INPUT_SCHEMA

        job_input = input.model_dump(exclude_unset=True)

        if 'errors' in (job_input := validate(job_input, INPUT_SCHEMA)):
            raise HTTPException(status_code=500, detail=job_input['errors'])
        job_input = job_input['validated_input']

        prediction = self.model.predict(
            text=job_input['text'],
            order=job_input['order'],
            length=job_input['length'],
        )
        return prediction
