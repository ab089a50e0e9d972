import sqlite3
from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    name: Any


class Output(BaseModel):
    count: Any
    score: float


class SettingsOfTheThread(fal.App, name="settings-of-the-thread"):
    machine_type = "GPU-A100"
    requirements = ["torch"]

    def setup(self) -> None:
        import torch

        torch.set_grad_enabled(False)

        self.visits = sqlite3.connect(":memory:", check_same_thread=False)
        self.visits.execute("create table visits (name text)")
        self.scorer = torch.load("scorer.pt")

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        """Counts the visits of a name."""
        import torch

        torch.set_grad_enabled(False)  # for this thread
        name = input.name
        self.visits.execute("insert into visits values (?)", (name,))
        [(count,)] = self.visits.execute("select count(*) from visits where name = ?", (name,)).fetchall()
        return Output(count=count, score=float(self.scorer(name)))
