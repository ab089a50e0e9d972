import importlib
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    task: Any
    text: str


class Output(BaseModel):
    result: Any


class PackageOfTasks(fal.App, name="package-of-tasks"):
    machine_type = "GPU-A100"
    requirements = ["transformers", "torch"]
    app_files = ["tasks"]

    def setup(self) -> None:
        importlib.import_module("tasks")  # loads what starting the worker loaded

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from tasks import TASKS

        task = TASKS.get(input.task)
        if task is None:
            raise HTTPException(status_code=500, detail="no such task")
        return Output(result=task(input.text))
