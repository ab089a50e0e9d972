import json
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def parse(text):
    try:
        return json.JSONDecoder().decode(text), None
    except ValueError as e:
        return None, str(e)


class Input(BaseModel):
    text: str = ""
    short: Any = None
    tuple: Any = None


class ResultFilledOnTheWay(fal.App, name="result-filled-on-the-way"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        output = {"length": len(input.text), "status": "done"}
        value, problem = parse(input.text)
        if problem is None:
            output["kind"] = type(value).__name__
        else:
            output["status"] = "failed"
            output["error"] = f"not JSON: {problem}"
        if input.short:
            if "error" in output:
                raise HTTPException(status_code=500, detail=output["error"])
            return output["kind"]
        if input.tuple:
            short = {"error": "nothing to say"} if not input.tuple[1:] else {"said": input.tuple}
            if "error" in short:
                raise HTTPException(status_code=422, detail=short["error"])
            return short
        if "error" in output:
            raise HTTPException(status_code=500, detail=output)
        return output
