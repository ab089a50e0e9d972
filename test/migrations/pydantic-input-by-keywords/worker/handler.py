from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    width: Any
    height: Any
    max_width: Any = 1920
    max_height: Any = 1080


class PydanticInputByKeywords(fal.App, name="pydantic-input-by-keywords"):
    machine_type = "S"
    app_files = ["models.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        from models import ResizeRequest

        request = ResizeRequest(**input.model_dump(exclude_unset=True))
        ratio = min(request.max_width / request.width, request.max_height / request.height, 1.0)
        return request.result(ratio).model_dump()
