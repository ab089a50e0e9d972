#!/usr/bin/env python3
"""Started as: python -u runpod_infer.py --model_name=flan"""
import argparse
import functools
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def answer(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


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
    text: str | None = None


class ArgumentsAtModuleLevel(fal.App, name="arguments-at-module-level"):
    machine_type = "S"

    def setup(self) -> None:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--model_name", type=str, default="echo", help="which model to serve")
        parser.add_argument("--max_length", type=int, default=12)
        self.args, _ = parser.parse_known_args(["--model_name=echo"])

        if self.args.model_name == "echo":
            self.model = lambda text: text
        else:
            self.model = lambda text: self.args.model_name + ": " + text

    def infer_(self, job):
        text = job["input"].get("text")
        if text is None:
            raise KeyError("text")
        return {"output": self.model(text)[: self.args.max_length], "model": self.args.model_name}

    @fal.endpoint("/")
    @report_errors
    def infer(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(self.infer_(job))
