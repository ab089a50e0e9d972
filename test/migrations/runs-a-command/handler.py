import subprocess
import sys
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


SCRIPT = "import sys; print(sum(int(a) for a in sys.argv[1:]))"


class Input(BaseModel):
    numbers: list[Any] = []


class Output(BaseModel):
    stdout: Any
    count: int


class RunsACommand(fal.App, name="runs-a-command"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        numbers = input.numbers
        command = [sys.executable, "-c", SCRIPT] + [str(n) for n in numbers]
        try:
            done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=20)
        except subprocess.CalledProcessError as e:
            raise HTTPException(status_code=500, detail={"error": "command failed", "returncode": e.returncode, "stderr": e.stderr.strip().splitlines()[-1]}) from e
        return Output(stdout=done.stdout.strip(), count=len(numbers))
