import os
from typing import Optional

import runpod

LIMIT = 3
UNIT = os.getenv("UNIT", "words")


class Settings:
    separator: Optional[str] = os.getenv("SEPARATOR")
    limit: int = LIMIT


class Counter:
    """Counts in the unit that the endpoint's page names."""

    def __init__(self, unit=UNIT, limit: int = LIMIT):
        self.unit = unit
        self.limit = limit
        self.count = 0

    def measure(self, text: str, separator: Optional[str] = None) -> int:
        self.count += 1
        return min(len(text.split(separator)), self.limit)


settings = Settings()
counter = Counter()


def handler(job):
    text = job["input"]["text"]
    return {
        "size": counter.measure(text, settings.separator),
        "unit": counter.unit,
        "limit": settings.limit,
        "count": counter.count,
    }


runpod.serverless.start({"handler": handler})
