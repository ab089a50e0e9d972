from typing import Any

import fal
from pydantic import BaseModel


def render(messages):
    return "\n".join(f"{message['role']}: {message.get('content', '')}" for message in messages)


class Input(BaseModel):
    messages: list[dict[str, Any]]
    boxes: list[dict[str, Any]] = []
    tags: Any = None
    words: str


class Output(BaseModel):
    text: str
    first: Any
    tags: list[Any]
    words: list[Any]


class ListOfObjects(fal.App, name="list-of-objects"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        messages = input.messages
        for index, message in enumerate(messages):
            print(index, message["role"])
        boxes = input.boxes
        tags = input.tags or []
        first = boxes[0]["label"] if boxes else None
        return Output(
            text=render(messages),
            first=first,
            tags=[tag for tag in tags],
            words=[word.upper() for word in input.words.split()],
        )
