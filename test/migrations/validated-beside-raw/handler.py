from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    prompt: str
    steps: int = 20
    seed: int | None = None
    safe: bool = False
    image: str | None = None


class Output(BaseModel):
    seed: Any
    safe: Any
    steps: Any
    images: list[Any]


class ValidatedBesideRaw(fal.App, name="validated-beside-raw"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        job_input = input.model_dump(exclude_unset=True)
        validated = input.model_dump()

        # the raw input has none of the schema's defaults
        job_input["image"] = (job_input.get("image") or "none").upper()
        safe = job_input.get("safe", True)

        if validated["seed"] is None:
            validated["seed"] = len(validated["prompt"])
        return Output(seed=validated["seed"], safe=safe, steps=validated["steps"], images=[job_input["image"], validated["image"]])
