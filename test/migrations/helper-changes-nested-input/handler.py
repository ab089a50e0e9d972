import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def normalise(job):
    route = job["input"]["route"]
    route["path"] = route["path"].lstrip("/")
    return {"job": bool(job["id"]), **route}


def read_body(job):
    print("job", job["id"])
    return job["input"]["route"]["path"], job["input"].get("body")


class Input(BaseModel):
    list_routes: Any = None
    route: dict[str, Any] | None = None
    body: Any = None


class HelperChangesNestedInput(fal.App, name="helper-changes-nested-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        if job["input"].get("list_routes"):
            return {"routes": ["echo"]}
        try:
            checked = normalise(job)
            path, body = read_body(job)
            return {"path": path, "body": body, "checked": checked}
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
