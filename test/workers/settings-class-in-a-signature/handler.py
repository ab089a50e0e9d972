"""Greets in a language that the machine is set to."""
from __future__ import annotations

import os
from dataclasses import dataclass

import runpod

WORDS = {"en": "Hello", "de": "Hallo"}


@dataclass(frozen=True)
class Settings:
    language: str = os.environ.get("GREETING_LANGUAGE", "en")
    mark: str = os.environ.get("GREETING_MARK", "!")


class Greeter:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def other(self, settings: Settings | None) -> Settings:
        return settings or self.settings

    def greet(self, name: str) -> str:
        return f"{WORDS[self.settings.language]} {name}{self.other(None).mark}"


greeter = Greeter(Settings())


def handler(job):
    return {"greeting": greeter.greet(job["input"]["name"])}


runpod.serverless.start({"handler": handler})
