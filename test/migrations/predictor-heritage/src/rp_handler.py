''' infer.py for RunPod worker '''
import functools
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


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
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    text: str
    order: int = 2
    length: int = 10


class PredictorHeritage(fal.App, name="predictor-heritage"):
    machine_type = "S"
    app_files = ["predict.py"]

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

        prediction = self.model.predict(
            text=input.text,
            order=input.order,
            length=input.length,
        )
        return prediction
