import functools
import re
from functools import partial
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


LETTERS = re.compile(r"^[ACGT]+$")


def count(weights, sequence, scale=1):
    sequence = sequence.strip().upper()
    assert LETTERS.match(sequence), "the sequence has unknown letters"
    return {"length": len(sequence), "weight": scale * sum(weights[letter] for letter in sequence)}


weigh = partial(count, {"A": 1, "C": 2, "G": 3, "T": 4})


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
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")


class PartialWithAssertions(fal.App, name="partial-with-assertions"):
    machine_type = "S"

    @fal.endpoint("/")
    @report_errors
    def run(self, input: Input) -> Any:
        return weigh(**input.model_dump(exclude_unset=True))
