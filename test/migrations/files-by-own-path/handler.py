"""Names plants from a table that lies beside this file."""
import json
import os
from pathlib import Path
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    word: Any


class Output(BaseModel):
    plant: Any
    known: int


class FilesByOwnPath(fal.App, name="files-by-own-path"):
    machine_type = "S"
    app_files = ["data/plants.json", "data/suffix.txt", "texts"]

    def setup(self) -> None:
        HERE = os.getcwd()
        self.texts = (Path.cwd() / "handler.py").parents[0] / "texts"

        with open(os.path.join(HERE, "data", "plants.json"), encoding="utf-8") as table:
            self.plants = json.load(table)

    def stop_words(self):
        return (self.texts / "stop_words.txt").read_text(encoding="utf-8").split()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        word = input.word
        if word in self.stop_words():
            raise HTTPException(status_code=422, detail=f"'{word}' is no plant")
        with open(os.path.join(os.getcwd(), "data", "suffix.txt"), encoding="utf-8") as file:
            suffix = file.read().strip()
        return Output(plant=self.plants.get(word, "unknown") + suffix, known=len(self.plants))
