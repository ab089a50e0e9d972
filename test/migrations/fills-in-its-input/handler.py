import zlib
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict, Field


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    scale: float = Field(default=1.5, strict=False)
    title: str = "untitled"
    mark: str = "*"
    seed: Any = None
    width: int = 4


class Output(BaseModel):
    title: str
    scaled: Any
    seed: Any


class FillsInItsInput(fal.App, name="fills-in-its-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        job_input = input.model_dump(exclude_unset=True)

        # fill in what was left out
        job_input["scale"] = float(job_input.get("scale", 1.5))
        job_input["title"] = job_input.get("title", "untitled")
        job_input.setdefault("mark", "*")
        if "seed" not in job_input:
            job_input["seed"] = zlib.crc32(job_input["title"].encode())

        width = job_input["width"] if "width" in job_input else 4
        return Output(
            title=f"{job_input['mark']} {job_input['title']}",
            scaled=width * job_input["scale"],
            seed=job_input["seed"] % 1000,
        )
