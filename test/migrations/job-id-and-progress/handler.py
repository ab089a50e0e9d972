import json
import os
import tempfile
import uuid
from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    lines: Any


class Output(BaseModel):
    content: Any
    lines: Any


class JobIdAndProgress(fal.App, name="job-id-and-progress"):
    machine_type = "S"

    def setup(self) -> None:
        self.workdir = tempfile.mkdtemp()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job_id = request_id
        lines = input.lines
        path = os.path.join(self.workdir, f"{job_id}.txt")

        with open(path, "w") as out:
            for number, line in enumerate(lines):
                out.write(line.strip() + "\n")
                print(f"{number + 1}/{len(lines)} lines")

        with open(path) as f:
            content = f.read()
        os.remove(path)

        print(json.dumps({"stage": "done", "percent": 100}))
        return Output(content=content, lines=content.count("\n"))
