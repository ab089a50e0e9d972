import os
import sys
from typing import Any

import fal
from pydantic import BaseModel


def load_lexicon(path):
    with open(path, encoding="utf-8") as f:
        return dict(line.strip().split("\t") for line in f if line.strip())


class Input(BaseModel):
    word: str = ""


class ExitWhenLoadingFails(fal.App, name="exit-when-loading-fails"):
    machine_type = "S"
    app_files = ["lexicon.tsv"]

    def setup(self) -> None:
        try:
            self.lexicon = load_lexicon(os.path.join(os.getcwd(), "lexicon.tsv"))
            print(f"Loaded {len(self.lexicon)} entries")
        except Exception as e:
            print(f"could not load the lexicon: {e}")
            sys.exit(1)

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        word = input.word.lower()
        if word not in self.lexicon:
            return {"found": False}
        return {"found": True, "meaning": self.lexicon[word]}
