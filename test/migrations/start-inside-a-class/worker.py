from typing import Any

import fal
from pydantic import BaseModel


class GpuWorker(object):

    def __init__(self, name):
        self.name = name
        self.served = 0

    def start(self):
        pass


class Input(BaseModel):
    what: str = 'nothing'


class Output(BaseModel):
    worker: Any
    did: str
    served: Any


class StartInsideAClass(fal.App, name="start-inside-a-class"):
    machine_type = "S"

    def setup(self) -> None:
        self.worker = GpuWorker('w-1')
        self.worker.start()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        self.worker.served = self.worker.served + 1
        what = input.what
        return Output(worker=self.worker.name, did=what, served=self.worker.served)
