import os
import tempfile

import fal
from pydantic import BaseModel


class Input(BaseModel):
    note: str


class Output(BaseModel):
    notes: int


class HeldTemporaryFolder(fal.App, name="held-temporary-folder"):
    machine_type = "S"

    def setup(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="notes-")
        self.notes = os.path.join(self.folder.name, "notes.txt")

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        with open(self.notes, "a") as file:
            file.write(input.note + "\n")
        with open(self.notes) as file:
            return Output(notes=len(file.readlines()))
