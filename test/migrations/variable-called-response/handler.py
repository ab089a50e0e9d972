import json
from typing import Any

import fal
from fastapi import HTTPException, Response
from pydantic import BaseModel


TABLE = {"a": '{"value": 1}', "b": '{"value": 2, "refresh_worker": true}', "c": '{"error": "broken"}'}


class Reply:
    def __init__(self, status, text):
        self.status = status
        self.headers = {}
        self.text = text

    def json(self):
        return json.loads(self.text)


def ask(name):
    return Reply(200, TABLE[name]) if name in TABLE else Reply(404, "{}")


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
    name: Any


class VariableCalledResponse(fal.App, name="variable-called-response"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input, http_response: Response) -> Any:
        response = ask(input.name)
        if response.status != 200:
            raise HTTPException(status_code=503, detail=f"status {response.status}")
        return answer(response.json(), http_response)
