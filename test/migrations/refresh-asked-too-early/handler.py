from typing import Any

import fal
from fastapi import HTTPException, Response
from pydantic import BaseModel


def answer(result, response):
    """Answer a handler's result: a truthy `error` fails the request, `refresh_worker` replaces the runner behind it."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    if result.get("refresh_worker"):
        response.headers["x-fal-stop-runner"] = "true"
    return rest


class Input(BaseModel):
    names: list[Any] = ["b", "a"]


class RefreshAskedTooEarly(fal.App, name="refresh-asked-too-early"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input, response: Response) -> dict[str, Any]:
        names = input.names
        result = {"names": names}
        try:
            result["refresh_worker"] = True
            result["first"] = sorted(names)[0]
        except IndexError:
            return {"names": "nobody"}
        return answer(result, response)
