import functools
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Speller:
    """Stands for a model whose arguments come with the request."""

    def __init__(self, language, strict=False):
        self.words = {"en": ["one", "two"], "de": ["eins", "zwei"]}[language]
        self.strict = strict

    def __call__(self, text):
        unknown = [word for word in text.split() if word not in self.words]
        if unknown and self.strict:
            raise ValueError("unknown: " + " ".join(unknown))
        return unknown


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
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    language: str = "en"
    strict: bool = False
    text: str


class Output(BaseModel):
    unknown: Any


class LoadsPerRequest(fal.App, name="loads-per-request"):
    machine_type = "S"

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Output:
        speller = Speller(input.language, strict=input.strict)
        return Output(unknown=speller(input.text))
