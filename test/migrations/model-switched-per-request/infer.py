from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Dictionary:
    words = {
        "de": {"yes": "ja", "no": "nein"},
        "fr": {"yes": "oui", "no": "non"},
    }

    def __init__(self, language):
        if language not in self.words:
            raise LookupError(f"no dictionary for {language}")
        self.language = language
        self.table = self.words[language]


class Input(BaseModel):
    language: str = "de"
    text: str


class Output(BaseModel):
    text: str
    switches: Any


class ModelSwitchedPerRequest(fal.App, name="model-switched-per-request"):
    machine_type = "S"

    def setup(self) -> None:
        self.current_model = None
        self.switches = 0

    def get_model(self, language):
        if self.current_model is None or self.current_model.language != language:
            self.current_model = Dictionary(language)
            self.switches += 1
        return self.current_model

    @fal.endpoint("/")
    def translate(self, input: Input) -> Output:
        language = input.language
        try:
            model = self.get_model(language)
        except LookupError as e:
            raise HTTPException(status_code=500, detail=e.args[0]) from e
        text = input.text
        return Output(
            text=" ".join(model.table.get(w, w) for w in text.split()),
            switches=self.switches,
        )
