from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    n: int = 0
    name: Any = None


class WalrusReads(fal.App, name="walrus-reads"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        if not input.model_fields_set:
            raise HTTPException(status_code=422, detail="no input")

        if (n := input.n) > 10:
            raise HTTPException(status_code=422, detail=f"n is {n}, at most 10")

        if (name := input.name) is not None:
            return {"greeting": f"hello {name}" * (n or 1)}

        return {"squares": [s for i in range(n) if (s := i * i) % 2 == 0]}
