from __future__ import annotations

import threading

import runpod


class Registry:
    """One instance for the whole worker, made when it is first needed."""

    _instance: Registry | None = None
    _lock = threading.Lock()

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    @classmethod
    def get(cls) -> Registry:
        with cls._lock:
            if cls._instance is None:
                cls._instance = cls()
            return cls._instance

    def number_of(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names) + 1)


def handler(job: dict) -> dict:
    job_input: dict = job["input"]
    names: list[str] = job_input.get("names", [])
    if not isinstance(names, list):
        return {"error": "names must be a list"}
    registry = Registry.get()
    return {"numbers": {name: registry.number_of(name) for name in names}}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
