from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")


class WalrusReads(fal.App, name="walrus-reads"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        if not (job_input := input.model_dump(exclude_unset=True)):
            raise HTTPException(status_code=422, detail="no input")

        if (n := job_input.get("n", 0)) > 10:
            raise HTTPException(status_code=422, detail=f"n is {n}, at most 10")

        if (name := job_input.get("name")) is not None:
            return {"greeting": f"hello {name}" * (n or 1)}

        return {"squares": [s for i in range(n) if (s := i * i) % 2 == 0]}
