from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Ranker:
    def __init__(self, name):
        import torch

        self.net = torch.load(name)

    def run(self, x):
        import torch

        with torch.no_grad(), torch.autocast("cuda"):
            # forward pass
            y = self.net(x)
            return y.tolist()

    def rank(self, x):
        """Twice.

        Really.
        """
        import torch

        with torch.no_grad():
            # first
            a = self.run(x)
            text = """
keep
  me"""
            return a, text.strip()


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    x: int = 1


class Output(BaseModel):
    a: Any
    t: Any


class NoGradInAClass(fal.App, name="no-grad-in-a-class"):
    machine_type = "GPU-A100"
    requirements = ["torch"]

    def setup(self) -> None:
        self.ranker = Ranker("ranker.pt")

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        a, t = self.ranker.rank(input.x)
        return Output(a=a, t=t)
