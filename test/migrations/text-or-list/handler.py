from typing import Any

import fal
from pydantic import BaseModel


DEFAULT_TAGS = ["news"]


class Input(BaseModel):
    labels: Any = ["good", "bad"]
    tags: Any = DEFAULT_TAGS
    texts: Any = None
    text: Any = ""


class Output(BaseModel):
    labels: list[Any]
    tags: Any
    lengths: list[int]


class TextOrList(fal.App, name="text-or-list"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        labels = input.labels
        if isinstance(labels, str):
            labels = labels.split(",")
        tags = input.tags
        if type(tags) is not list:
            tags = [tags]
        texts = input.texts or input.text
        if type(texts) == str:
            texts = [texts]
        return Output(labels=sorted(labels), tags=tags, lengths=[len(text) for text in texts])
