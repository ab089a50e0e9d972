'''
Text tools | rp_handler.py
'''
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


def squeeze(text):
    return ' '.join(text.split())


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    text: str
    width: int = 10


class Output(BaseModel):
    lines: list[Any]


class DebuggerTimers(fal.App, name="debugger-timers"):
    machine_type = "S"

    @fal.endpoint("/")
    def run(self, input: Input) -> Output:
        text = squeeze(input.text)

        width = input.width
        lines = [text[i:i + width] for i in range(0, len(text), width)]

        return Output(lines=lines)
