from typing import Any

import fal
from fastapi import HTTPException, Response
from pydantic import BaseModel, ConfigDict


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
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    engine: Any = None
    text: str | None = None


class HelpersCalledRun(fal.App, name="helpers-called-run"):
    machine_type = "S"
    app_files = ["steps.py"]

    def setup(self) -> None:
        from steps import Engine

        self.engine = Engine()

    @fal.endpoint("/")
    def handler(self, input: Input, response: Response) -> Any:
        from steps import run

        if input.engine:
            return answer(self.engine.run(input.model_dump(exclude_unset=True)), response)
        return answer(run(input.model_dump(exclude_unset=True)), response)
