from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    heights: list[Any] = [3, 1, 2]


class SavedPathOfAnotherFile(fal.App, name="saved-path-of-another-file"):
    machine_type = "S"
    requirements = ["fal"]
    app_files = ["drawing.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        """Draw bars, and answer where they are."""
        from drawing import draw, failure, success

        heights = input.heights
        if not heights:
            answered_result = failure("nothing to draw")
            if "error" in answered_result:
                raise HTTPException(status_code=500, detail=answered_result["error"])
            return answered_result
        result = draw(heights)
        result["bars"] = len(heights)
        return success(result)
