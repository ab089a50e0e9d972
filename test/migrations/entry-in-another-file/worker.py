from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    index: Any


class Output(BaseModel):
    word: Any


class EntryInAnotherFile(fal.App, name="entry-in-another-file"):
    machine_type = "S"

    def setup(self) -> None:
        self.words = None

        self.run_worker()

    def load(self):
        if self.words is None:
            self.words = "the quick brown fox".split()
        return self.words

    def run_worker(self, concurrency=1):
        self.load()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        return Output(word=self.load()[input.index])
