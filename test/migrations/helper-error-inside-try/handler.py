from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def look_up(word, **others):
    try:
        return {"meaning": {"fal": "a waterfall"}[word]}
    except KeyError:
        return dict(error=f"no such word: {word}", tried=len(others))


def answer(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    word: Any


class HelperErrorInsideTry(fal.App, name="helper-error-inside-try"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        try:
            result = look_up(**input.model_dump(exclude_unset=True))
            return answer(result)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=f"bad request: {type(e).__name__}") from e
