from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    text: str | None = None
    words: Any = None
    limit: int = 3
    separator: str = ", "
    loud: bool = False
    quiet: bool = False
    times: int = 2
    mark: str = "!"


class InputThroughModules(fal.App, name="input-through-modules"):
    machine_type = "S"
    app_files = ["engine.py", "settings.py"]

    def setup(self) -> None:
        from engine import Engine

        self.engine = Engine(".")

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        from engine import shout

        if "text" in input.model_fields_set:
            return shout(**input.model_dump(exclude_unset=True))
        return self.engine.run(input.model_dump(exclude_unset=True))
