from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    prompt: Any = None
    steps: Any = None
    mode: Any = None


class MatchOnTheInput(fal.App, name="match-on-the-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        match input.model_dump(exclude_unset=True):
            case {"prompt": str(prompt), "steps": steps}:
                return {"text": prompt * steps}
            case {"prompt": prompt, "mode": "upper" | "title", **rest}:
                return {"text": str(prompt).upper()}
            case _:
                raise HTTPException(status_code=422, detail="no prompt")
