from collections.abc import Mapping
from enum import Enum
from typing import Any, TypedDict

import runpod


class Level(str, Enum):
    LOW = "low"
    HIGH = "high"


class JobInput(TypedDict, total=False):
    level: str
    samples: list[float]


THRESHOLDS = {Level.LOW: 0.25, Level.HIGH: 0.75}


def handler(job: Mapping[str, Any]) -> dict[str, Any]:
    job_input: JobInput = job["input"]
    try:
        level = Level(job_input.get("level", "low"))
    except ValueError:
        return {"error": f"level must be one of {[l.value for l in Level]}"}
    samples = job_input.get("samples", [])
    return {"level": level.value, "above": [s for s in samples if s > THRESHOLDS[level]]}


runpod.serverless.start({"handler": handler})
