from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str


class Output(BaseModel):
    lengths: Any
    words: list[Any]


class CountsByNumber(fal.App, name="counts-by-number"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        lengths = {}
        words = [word.strip() for word in input.text.split()]
        words.append(len(words))
        for word in words[:-1]:
            lengths[len(word)] = lengths.get(len(word), 0) + 1
        return Output(lengths=lengths, words=words)
