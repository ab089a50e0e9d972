from typing import Any, Dict, List, Optional, Union

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    prefix: str = ""
    text: str
    repeat: int = 1
    tags: list[Any] = []
    limit: Any = None
    weight: int = 1


class Output(BaseModel):
    text: Any
    tags: Any
    weight: Any
    rest: list[Any]


class InlineAnnotations(fal.App, name="inline-annotations"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        job_input: Dict[str, Any] = input.model_dump(exclude_unset=True)

        text: str = job_input.pop("prefix", "") + job_input.pop("text")
        repeat: int = job_input.get("repeat", 1)
        tags: List[str] = job_input.get("tags", [])
        limit: Optional[int] = job_input.get("limit")
        weight: Union[int, float] = job_input.get("weight", 1)

        result: str = text * repeat
        if limit is not None:
            result = result[:limit]
        return Output(text=result, tags=tags, weight=weight, rest=sorted(job_input))
