from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    op: str = "add"
    values: Any
    glue: str = ""


class WholeInputForwarded(fal.App, name="whole-input-forwarded"):
    machine_type = "S"
    app_files = ["inference.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        from inference import run_inference

        result = run_inference(input.model_dump(exclude_unset=True))
        if "error" in result:
            raise HTTPException(status_code=500, detail=result["error"])
        return result
