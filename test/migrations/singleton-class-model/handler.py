import threading
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Registry:
    """One instance for the whole worker, made when it is first needed."""

    _instance: "Registry | None" = None
    _lock = threading.Lock()

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    @classmethod
    def get(cls) -> "Registry":
        with cls._lock:
            if cls._instance is None:
                cls._instance = cls()
            return cls._instance

    def number_of(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names) + 1)


class Input(BaseModel):
    names: Any = []


class Output(BaseModel):
    numbers: Any


class SingletonClassModel(fal.App, name="singleton-class-model"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        names: list[str] = input.names
        if not isinstance(names, list):
            raise HTTPException(status_code=422, detail="names must be a list")
        registry = Registry.get()
        return Output(numbers={name: registry.number_of(name) for name in names})
