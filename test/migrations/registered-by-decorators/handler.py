import functools
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


TASKS = {}


def task(name):
    """Offer a function as a task."""

    def register(function):
        TASKS[name] = function
        return function

    return register


@task("sum")
def add_up(values):
    return {"sum": sum(values)}


@task("mean")
def mean(values):
    if not values:
        raise ValueError("no values to average")
    return {"mean": sum(values) / len(values)}


def report_errors(endpoint):
    """Answer an exception's message, as RunPod did; fal alone would say "Internal Server Error"."""

    @functools.wraps(endpoint)
    def run(*args, **kwargs):
        try:
            return endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run


class Input(BaseModel):
    task: str = "sum"
    values: list[Any] = []


class RegisteredByDecorators(fal.App, name="registered-by-decorators"):
    machine_type = "S"

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Any:
        name = input.task
        run = TASKS.get(name)
        if run is None:
            raise HTTPException(status_code=422, detail={"error": f"unknown task: {name}", "tasks": sorted(TASKS)})
        return run(input.values)
