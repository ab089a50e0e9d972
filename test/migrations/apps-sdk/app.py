import fal
from pydantic import BaseModel, ConfigDict


def count(text: str, smallest: int = 1):
    words = [word for word in text.split() if len(word) >= smallest]
    return Output(count=len(words))


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    text: str
    smallest: int = 1


class Output(BaseModel):
    count: int


class AppsSdk(fal.App, name="apps-sdk", min_concurrency=0, max_concurrency=3, keep_alive=60):
    machine_type = "GPU-L40"
    requirements = ["wordfreq"]

    @fal.endpoint("/")
    def run(self, input: Input) -> Output:
        return count(text=input.text, smallest=input.smallest)
