from functools import lru_cache
from typing import Any

import fal
from pydantic import BaseModel


@lru_cache(maxsize=4)
def load(alphabet):
    print("building table for", alphabet)
    return {letter: alphabet[(i + 3) % len(alphabet)] for i, letter in enumerate(alphabet)}


class Input(BaseModel):
    alphabet: str = "abcdefghijklmnopqrstuvwxyz"
    message: Any


class Output(BaseModel):
    secret: str
    tables: Any
    hits: Any


class CachedLoader(fal.App, name="cached-loader"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        table = load(input.alphabet)
        secret = "".join(table.get(letter, letter) for letter in input.message)
        info = load.cache_info()
        return Output(secret=secret, tables=info.currsize, hits=info.hits)
