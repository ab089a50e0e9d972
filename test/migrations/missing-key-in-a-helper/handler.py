import functools
import logging
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field


logger = logging.getLogger("converter")

RATES = {"km": 1.0, "mi": 1.609344}


class BadRequest(Exception):
    pass


def parse(data):
    if "distance" not in data.model_fields_set:
        logger.warning("missing %s", "'distance'")
        raise BadRequest("parameter " + "'distance'" + " is missing")
    if "unit" not in data.model_fields_set:
        logger.warning("missing %s", "'unit'")
        raise BadRequest("parameter " + "'unit'" + " is missing")
    return float(data.distance), data.unit.lower()


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
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    label: str | None = None
    distance: float | None = Field(default=None, strict=False)
    unit: str | None = None


class Output(BaseModel):
    kilometres: Any
    label: Any


class MissingKeyInAHelper(fal.App, name="missing-key-in-a-helper"):
    machine_type = "S"

    def setup(self) -> None:
        logging.basicConfig(level=logging.INFO)  # as importing RunPod's SDK did

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Output:
        distance, unit = parse(input)
        try:
            kilometres = distance * RATES[unit]
            if "label" not in input.model_fields_set:
                raise HTTPException(status_code=422, detail="cannot convert: 'label'")
            label = input.label.strip()
        except (KeyError, AttributeError) as e:
            raise HTTPException(status_code=500, detail=f"cannot convert: {e}") from e
        return Output(kilometres=round(kilometres, 3), label=label)
