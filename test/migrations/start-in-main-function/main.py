"""Entry point of the summariser service."""

import logging
import signal
import sys
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


logger = logging.getLogger("summariser")


class Service:
    def __init__(self, stop_words: set[str]) -> None:
        self.stop_words = stop_words

    def top(self, text: str, count: int) -> list[str]:
        seen: dict[str, int] = {}
        for word in text.lower().split():
            if word not in self.stop_words:
                seen[word] = seen.get(word, 0) + 1
        return sorted(seen, key=lambda word: (-seen[word], word))[:count]


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    text: str
    count: int = 3


class Output(BaseModel):
    keywords: Any


class StartInMainFunction(fal.App, name="start-in-main-function"):
    machine_type = "S"

    def setup(self) -> None:
        logging.basicConfig(level=logging.INFO)  # as importing RunPod's SDK did
        self.service = None
        self.main()

    def _initialize(self) -> None:
        if self.service is not None:
            return
        logger.info("building the service")
        self.service = Service(stop_words={"the", "a", "and"})

    def main(self) -> None:
        signal.signal(signal.SIGTERM, _stop)
        self._initialize()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        assert self.service is not None
        text: str = input.text
        count: int = input.count
        if count < 1:
            raise HTTPException(status_code=422, detail="count must be at least 1")
        return Output(keywords=self.service.top(text, count))


def _stop(signum, frame) -> None:
    logger.info("stopping")
    sys.exit(0)
