from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    values: list[Any] = [1]


class Output(BaseModel):
    product: Any
    n: int


class SelfTestAtBottom(fal.App, name="self-test-at-bottom"):
    machine_type = "S"

    def setup(self) -> None:
        assert product([2, 3]) == 6

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        values = input.values
        return Output(product=product(values), n=len(values))


def product(values):
    p = 1
    for v in values:
        p *= v
    return p
