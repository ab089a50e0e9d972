import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str


class Output(BaseModel):
    text: str


class MisuseDecoratorAlone(fal.App, name="misuse-decorator-alone"):
    machine_type = "S"

    @fal.endpoint("/")
    def shout(self, input: Input) -> Output:
        text = input.text
        return Output(text=text.upper())
