"""Greets in a language that the machine is set to."""

import os
from dataclasses import dataclass
from typing import Any

import fal
from pydantic import BaseModel


WORDS = {"en": "Hello", "de": "Hallo"}


class Greeter:
    def __init__(self, settings: "Settings") -> None:
        self.settings = settings

    def other(self, settings: "Settings | None") -> "Settings":
        return settings or self.settings

    def greet(self, name: str) -> str:
        return f"{WORDS[self.settings.language]} {name}{self.other(None).mark}"


class Input(BaseModel):
    name: Any


class Output(BaseModel):
    greeting: Any


class SettingsClassInASignature(fal.App, name="settings-class-in-a-signature"):
    machine_type = "S"

    def setup(self) -> None:
        os  # named here, because pickling overlooks the bodies of classes
        @dataclass(frozen=True)
        class Settings:
            language: str = os.environ.get("GREETING_LANGUAGE", "en")
            mark: str = os.environ.get("GREETING_MARK", "!")

        self.greeter = Greeter(Settings())

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        return Output(greeting=self.greeter.greet(input.name))
