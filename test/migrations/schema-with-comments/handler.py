from typing import Any

import fal
from pydantic import BaseModel, ConfigDict, Field


def repeat(text, times, glue):
    return glue.join([text] * times)


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    text: str = Field(description="what to repeat")
    times: int = Field(default=2, description="how often")
    glue: str = Field(default=", ", description="what stands between two copies")


class Output(BaseModel):
    text: Any


class SchemaWithComments(fal.App, name="schema-with-comments"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        """Repeat a text.

        Args:
            glue (str): what stands between two copies

        Returns:
            text: the copies in one text
        """
        return Output(text=repeat(input.text, input.times, input.glue))
