"""One image for both: a pod gets a prompt on the terminal, serverless gets jobs."""
import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def answer(question):
    if question.endswith("?"):
        return "yes" if len(question) % 2 else "no"
    return "that was not a question"


class Input(BaseModel):
    question: Any = None


class Output(BaseModel):
    answer: str


class PodAnd(fal.App, name="pod-and"):
    machine_type = "S"

    def setup(self) -> None:
        MODE = os.environ.get("MODE_TO_RUN", "serverless")

    @fal.endpoint("/")
    async def handler(self, input: Input) -> Output:
        question = input.question
        if question is None:
            raise HTTPException(status_code=422, detail="question is missing")
        return Output(answer=answer(question))


def serve_on_terminal():
    while True:
        print(answer(input("? ")))
