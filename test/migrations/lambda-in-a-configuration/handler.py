import fal
from pydantic import BaseModel


def handler(input):
    prompt = input.prompt
    return Output(prompt_out=prompt)


class Input(BaseModel):
    prompt: str


class Output(BaseModel):
    prompt_out: str


class LambdaInAConfiguration(fal.App, name="lambda-in-a-configuration"):
    machine_type = "S"

    @fal.endpoint("/")
    def run(self, input: Input) -> Output:
        return handler(input)
