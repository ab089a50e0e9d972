import copy
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


DEFAULT_SETTINGS = {
    "temperature": 0.8,
    "top_p": 0.95,
    "stop": [],
    "penalties": {"presence": 0, "frequency": 0},
}


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    prompt: str
    temperature: int | float = 0.8
    top_p: int | float = 0.95
    stop: list[Any] = []
    penalties: dict[str, Any] = {"presence": 0, "frequency": 0}


class Output(BaseModel):
    answer: Any
    settings: Any


class SettingsUpdatedByInput(fal.App, name="settings-updated-by-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        job_input = input.model_dump(exclude_unset=True)
        prompt = job_input.pop("prompt")

        settings = copy.deepcopy(DEFAULT_SETTINGS)
        settings.update(job_input)

        answer = prompt.upper()
        for stop in settings["stop"]:
            if stop in answer:
                answer = answer[: answer.index(stop)]
        return Output(answer=answer, settings=settings)
