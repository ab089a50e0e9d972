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
    message: Any = None


class Output(BaseModel):
    secret: str
    tables: Any
    hits: Any


class CachedLoader(fal.App, name="cached-loader"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        inp = input.model_dump(exclude_unset=True)
        table = load(inp.get("alphabet", "abcdefghijklmnopqrstuvwxyz"))
        secret = "".join(table.get(letter, letter) for letter in inp["message"])
        info = load.cache_info()
        return Output(secret=secret, tables=info.currsize, hits=info.hits)
