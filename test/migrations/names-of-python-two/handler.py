# -*- coding: utf-8 -*-
from typing import Any

import fal
from pydantic import BaseModel


try:
    unicode
except NameError:
    unicode = str

try:
    from itertools import izip
except ImportError:
    izip = zip


class Input(BaseModel):
    words: Any = u""


class NamesOfPythonTwo(fal.App, name="names-of-python-two"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> list[dict[str, Any]]:
        words = input.words
        if isinstance(words, (str, unicode)):
            words = words.split(u",")
        return [{"word": word, "place": place} for word, place in izip(words, range(len(words)))]
