from abc import ABC, abstractmethod

import runpod


class Worker(ABC):
    required = ()

    def __call__(self, job):
        job_input = job.get("input") or {}
        for name in self.required:
            if name not in job_input:
                return {"error": f"{name} is required"}
        return self.predict(**job_input)

    @abstractmethod
    def predict(self, **kwargs):
        ...


class Shelf(Worker):
    required = ("width", "books")

    def predict(self, width, books, gap=0.0, **_):
        used = sum(books) + gap * max(len(books) - 1, 0)
        return {"fits": used <= width, "left": round(width - used, 3)}


runpod.serverless.start({"handler": Shelf()})
