from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def look_up(word, **others):
    try:
        return {"meaning": {"fal": "a waterfall"}[word]}
    except KeyError:
        return {"error": f"no such word: {word}", "tried": len(others)}


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    word: Any


class HelperErrorInsideTry(fal.App, name="helper-error-inside-try"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        try:
            result = look_up(**input.model_dump(exclude_unset=True))
            if "error" in result:
                raise HTTPException(status_code=500, detail=result)
            return result
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=f"bad request: {type(e).__name__}") from e
