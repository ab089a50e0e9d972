import time
import uuid
from datetime import datetime, timezone
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    n: int = 1000


class Output(BaseModel):
    total: Any
    seconds: float
    uptime: Any
    at: str
    ticket: str
    job: Any


class MeasuredTime(fal.App, name="measured-time"):
    machine_type = "S"

    def setup(self) -> None:
        self.started = time.time()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        begin = time.perf_counter()
        n = input.n
        total = sum(i * i for i in range(n))
        return Output(
            total=total,
            seconds=time.perf_counter() - begin,
            uptime=time.time() - self.started,
            at=datetime.now(timezone.utc).isoformat(),
            ticket=str(uuid.uuid4()),
            job=request_id,
        )
