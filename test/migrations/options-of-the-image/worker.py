import argparse

import fal
from pydantic import BaseModel


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--greeting", default="hello")
    parser.add_argument("--loud", action="store_true")
    return parser.parse_args(["--greeting", "hello"])


class Input(BaseModel):
    name: str = 'you'


class Output(BaseModel):
    text: str


class OptionsOfTheImage(fal.App, name="options-of-the-image"):
    machine_type = "S"

    def setup(self) -> None:
        self.main()

    def main(self):
        self.chosen = options()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        text = f"{self.chosen.greeting} {input.name}"
        return Output(text=text.upper() if self.chosen.loud else text)
