import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    numbers: Any


class Output(BaseModel):
    mean: float
    job: bool


class CommentOverFirstStatement(fal.App, name="comment-over-first-statement"):
    machine_type = "S"
    requirements = ["numpy"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        """Average some numbers."""
        import numpy as np

        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        # ------------------------------ #
        #  Numbers                       #
        # ------------------------------ #
        numbers = input.numbers

        # nothing to do
        if not numbers:
            raise HTTPException(status_code=422, detail="no numbers")
        return Output(mean=float(np.mean(numbers)), job=bool(request_id))
