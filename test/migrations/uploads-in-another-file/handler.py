import uuid
from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str


class Output(BaseModel):
    url: Any


class UploadsInAnotherFile(fal.App, name="uploads-in-another-file"):
    machine_type = "S"
    requirements = ["fal"]
    app_files = ["storage.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from storage import publish

        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        path = "/tmp/x.txt"
        with open(path, "w") as f:
            f.write(input.text)
        return Output(url=publish(request_id, path))
