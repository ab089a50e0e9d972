import math
import re
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


TAU = 2 * math.pi
STEPS = [2 ** i for i in range(6)]
NAMES = {i: "step-%d" % i for i in STEPS}
WORD = re.compile(r"[a-z]+", re.I)
ROUND = lambda x: round(x, 3)
DEFAULTS = {"phase": 0, "label": "sine"}


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    phase: int | float = 0
    label: str = "sine"


class Output(BaseModel):
    value: Any
    name: Any
    words: Any
    keys: int


class ConstantsByComputation(fal.App, name="constants-by-computation"):
    machine_type = "S"

    def setup(self) -> None:
        self.table = tuple(ROUND(math.sin(TAU * i / 8)) for i in range(8))
        for _key in list(DEFAULTS):
            DEFAULTS[_key.upper()] = DEFAULTS[_key]
        del _key

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        inp = {**DEFAULTS, **input.model_dump(exclude_unset=True)}
        phase = inp["phase"]
        words = WORD.findall(inp["label"])
        return Output(value=self.table[phase % len(self.table)], name=NAMES.get(phase, "none"), words=words, keys=len(inp))
