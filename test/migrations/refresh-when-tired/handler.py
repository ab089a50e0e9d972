from typing import Any

import fal
from fastapi import Response
from pydantic import BaseModel


class Input(BaseModel):
    name: str | None = None


class RefreshWhenTired(fal.App, name="refresh-when-tired"):
    machine_type = "S"

    def setup(self) -> None:
        self.served = 0

    @fal.endpoint("/")
    def handler(self, input: Input, response: Response) -> dict[str, Any]:
        self.served += 1
        answer = {"served": self.served}
        answer["greeting"] = f"hello {(input.name if 'name' in input.model_fields_set else 'you')}"
        if input.name == "last":
            response.headers["x-fal-stop-runner"] = "true"
        answer["long"] = len(answer["greeting"]) > 10
        return answer
