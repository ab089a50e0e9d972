from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    concepts: list[dict[str, Any]]
    tags: list = []


class Output(BaseModel):
    name: Any
    weight: Any
    tags: list[Any]


class SchemaListOfObjects(fal.App, name="schema-list-of-objects"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        first = input.concepts[0]
        return Output(name=first["name"], weight=first.get("weight", 1), tags=[tag.upper() for tag in input.tags])
