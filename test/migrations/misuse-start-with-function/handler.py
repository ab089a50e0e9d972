import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str = ""


class Output(BaseModel):
    length: int


class MisuseStartWithFunction(fal.App, name="misuse-start-with-function"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        text = input.text
        return Output(length=len(text))
