import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def greet(job, data):
    name = data["name"]
    if name == "nobody":
        raise ValueError("nobody to greet")
    return {"greeting": f"{data.get('word', 'hello')} {name}", "is_id": isinstance(job["id"], str)}


class Input(BaseModel):
    name: str
    word: str = 'hello'


class HelperTakesJobAndInput(fal.App, name="helper-takes-job-and-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        try:
            result = greet({"id": request_id, "input": input.model_dump(exclude_unset=True)}, input.model_dump(exclude_unset=True))
            return result
        except Exception as error:
            raise HTTPException(status_code=500, detail={"error": f"failed: {error}", "kind": type(error).__name__}) from error
