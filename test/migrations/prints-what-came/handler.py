import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str


class Output(BaseModel):
    text: str


class PrintsWhatCame(fal.App, name="prints-what-came"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        print(f"got {input.model_dump(exclude_unset=True)}")
        print("input:", input.model_dump(exclude_unset=True))
        return Output(text=input.text.upper())
