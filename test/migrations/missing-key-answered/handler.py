from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    left: Any = None
    right: Any = None
    separator: str = " / "
    width: Any = None
    fill: Any = None
    swap: bool = False


class Output(BaseModel):
    line: str
    swapped: bool


class MissingKeyAnswered(fal.App, name="missing-key-answered"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        if "left" not in input.model_fields_set or "right" not in input.model_fields_set:
            raise HTTPException(status_code=422, detail="left and right are required")
        left = input.left
        right = input.right

        # The separator is a matter of taste.
        separator = input.separator

        try:
            if "width" not in input.model_fields_set:
                raise HTTPException(status_code=422, detail={"error": "No value for 'width'", "hint": "see the manual"})
            width = input.width
            if "fill" not in input.model_fields_set:
                raise HTTPException(status_code=422, detail={"error": "No value for 'fill'", "hint": "see the manual"})
            fill = input.fill[:1]
            lines = [left.rjust(width, fill), right.ljust(width, fill)]
            return Output(line=separator.join(lines), swapped=input.swap)
        except HTTPException:
            raise
        except KeyError as missing:
            raise HTTPException(status_code=500, detail={"error": f"No value for {missing}", "hint": "see the manual"}) from missing
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
