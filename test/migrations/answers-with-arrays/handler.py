import base64
import io
from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    numbers: Any
    kind: str = "array"


class AnswersWithArrays(fal.App, name="answers-with-arrays"):
    machine_type = "S"
    requirements = ["numpy"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        import numpy as np

        numbers = np.array(input.numbers, dtype=np.float32)
        kind = input.kind
        if kind == "scalar":
            return {"mean": numbers.mean().tolist(), "peak": np.argmax(numbers).tolist()}
        if kind == "bytes":
            buffer = io.BytesIO()
            buffer.write(bytes([255, 254, 0, 1]))
            return {"data": base64.b64encode(buffer.getvalue()).decode()}
        if kind == "set":
            return {"kinds": {"a"}}
        return {"numbers": numbers.tolist(), "twice": [numbers.round().tolist(), 1]}
