import fal
from pydantic import BaseModel


class Worker:
    pass


class Input(BaseModel):
    prompt: str


class Output(BaseModel):
    prompt_out: str


class StaticMethodInConfig(fal.App, name="static-method-in-config"):
    machine_type = "S"

    # loads once
    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        return Output(prompt_out=input.prompt)
