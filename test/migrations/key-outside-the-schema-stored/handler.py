from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    text: str
    size: int = 3


class Output(BaseModel):
    text: Any
    mask: Any
    label: Any


class KeyOutsideTheSchemaStored(fal.App, name="key-outside-the-schema-stored"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        job_input = input.model_dump()

        job_input["mask"] = (job_input.get("mask") or "none").upper()
        job_input["text"] = job_input["text"].strip()
        if job_input["size"] > 5:
            job_input["label"] = "large"

        return Output(
            text=job_input["text"] * job_input["size"],
            mask=job_input["mask"],
            label=job_input.get("label", "small"),
        )
