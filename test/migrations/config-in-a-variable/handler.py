import fal
from pydantic import BaseModel


class Input(BaseModel):
    message: str = "…"


class Output(BaseModel):
    echo: str


class ConfigInAVariable(fal.App, name="config-in-a-variable", max_multiplexing=12):
    machine_type = "S"

    @fal.endpoint("/")
    async def echo(self, input: Input) -> Output:
        return Output(echo=input.message)
