import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    options: dict[str, Any] = {}
    width: Any = None
    height: Any = 1


class Output(BaseModel):
    area: Any
    unit: Any
    digits: Any


class RequestMadeByClassmethod(fal.App, name="request-made-by-classmethod"):
    machine_type = "S"
    app_files = ["requests_of_callers.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from requests_of_callers import Options, Size

        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        try:
            size = Size.from_job(job)
            options = Options.from_input(job["input"].get("options", {}))
        except (KeyError, ValueError) as error:
            raise HTTPException(status_code=500, detail=str(error)) from error
        return Output(area=size.width * size.height, unit=options.unit, digits=options.digits)
