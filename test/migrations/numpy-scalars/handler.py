from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    values: list[Any] = []


class Output(BaseModel):
    score: float
    argmax: int
    normalized: Any
    shape: list[Any]


class NumpyScalars(fal.App, name="numpy-scalars"):
    machine_type = "S"
    requirements = ["numpy<3"]

    def setup(self) -> None:
        import numpy as np

        self.weights = np.linspace(0.0, 1.0, 4, dtype=np.float32)

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        import numpy as np

        values = np.array(input.values, dtype=np.float32)
        if values.size == 0:
            raise HTTPException(status_code=500, detail="values is empty")
        if values.ndim != 1:
            raise HTTPException(status_code=500, detail="values must be flat")
        padded = np.resize(values, 4)
        return Output(
            score=float(np.dot(padded, self.weights)),
            argmax=int(np.argmax(padded)),
            normalized=(padded / (np.abs(padded).max() or 1)).tolist(),
            shape=list(padded.shape),
        )
