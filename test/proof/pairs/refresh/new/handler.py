import uuid
from typing import Any

import fal
from fastapi import HTTPException, Response
from pydantic import BaseModel


class Input(BaseModel):
    mode: Any = None


class Refresh(fal.App, name="refresh"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input, response: Response) -> Any:
        mode = input.mode
        if mode == "error":
            raise HTTPException(status_code=503, detail="no memory is left")
        if mode == "full":
            response.headers["x-fal-stop-runner"] = "true"
            return {"name": f"{uuid.uuid4()}.png"}
        if mode == "falsy":
            return {"name": "fine"}
        if mode == "extra":
            raise HTTPException(status_code=500, detail={"error": "bad", "details": [1, 2]})
        if mode == "nothing":
            return None
        return {"name": "plain"}
