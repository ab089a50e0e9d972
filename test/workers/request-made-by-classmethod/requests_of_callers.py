from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping


@dataclass
class Size:
    width: int
    height: int = 1

    @classmethod
    def from_job(cls, job: Mapping[str, Any]) -> "Size":
        data = job["input"]
        if not data.get("width"):
            raise ValueError("width is missing")
        return cls(width=int(data["width"]), height=int(data.get("height", 1)))


@dataclass
class Options:
    unit: str = "cm"
    digits: int = 2

    @classmethod
    def from_input(cls, data: Mapping[str, Any]) -> "Options":
        unknown = set(data) - {"unit", "digits"}
        if unknown:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
        return cls(**data)
