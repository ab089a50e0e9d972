import gc
import os
import shutil
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


ROOT = "/tmp/cleans-up"


class Input(BaseModel):
    parts: list[Any] = []


class Output(BaseModel):
    files: list[Any]
    bytes: Any


class CleansUpAlways(fal.App, name="cleans-up-always"):
    machine_type = "GPU-A100"
    requirements = ["torch"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        import torch

        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        work = os.path.join(ROOT, request_id)
        os.makedirs(work, exist_ok=True)
        try:
            parts = input.parts
            for i, part in enumerate(parts):
                with open(os.path.join(work, f"{i:03}.txt"), "w") as f:
                    f.write(part)
            names = sorted(os.listdir(work))
            if not names:
                raise HTTPException(status_code=500, detail="no parts")
            return Output(files=names, bytes=sum(os.path.getsize(os.path.join(work, n)) for n in names))
        finally:
            shutil.rmtree(work, ignore_errors=True)
            gc.collect()
            if torch.cuda.is_available():
                torch.cuda.empty_cache()
                torch.cuda.ipc_collect()
