from abc import ABC, abstractmethod
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Worker(ABC):
    required = ()

    @abstractmethod
    def predict(self, **kwargs):
        ...


class Shelf(Worker):
    required = ("width", "books")

    def predict(self, width, books, gap=0.0, **_):
        used = sum(books) + gap * max(len(books) - 1, 0)
        return {"fits": used <= width, "left": round(width - used, 3)}


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    width: Any = None
    books: Any = None
    gap: float = 0.0


class InheritsWorkerBase(fal.App, name="inherits-worker-base"):
    machine_type = "S"

    def setup(self) -> None:
        self.worker = Shelf()

    @fal.endpoint("/")
    def run(self, input: Input) -> Any:
        for name in self.worker.required:
            if name not in input.model_dump(exclude_unset=True):
                raise HTTPException(status_code=422, detail=f"{name} is required")
        return self.worker.predict(**input.model_dump(exclude_unset=True))
