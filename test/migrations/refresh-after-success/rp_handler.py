import os
from typing import Any

import fal
from fastapi import Response
from pydantic import BaseModel


class Input(BaseModel):
    text: str = ""


class RefreshAfterSuccess(fal.App, name="refresh-after-success"):
    machine_type = "S"

    def setup(self) -> None:
        self.refresh_every = int(os.environ.get("REFRESH_EVERY", 3))
        self.jobs = 0

    @fal.endpoint("/")
    def handler(self, input: Input, response: Response) -> dict[str, Any]:
        self.jobs += 1

        results = {"number": self.jobs, "text": input.text.strip()}
        if self.jobs % self.refresh_every == 0:
            response.headers["x-fal-stop-runner"] = "true"
        return results
