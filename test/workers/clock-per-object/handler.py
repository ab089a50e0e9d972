import time
from dataclasses import dataclass, field

import runpod


@dataclass
class Task:
    job: dict
    started: float = field(default_factory=time.time)

    @property
    def text(self):
        return self.job["input"].get("text", "")

    def took(self):
        return time.time() - self.started


def count(task):
    return {"words": len(task.text.split())}


def handler(job):
    task = Task(job)
    answer = count(task)
    print(f"took {task.took():.1f} s")
    return answer


runpod.serverless.start({"handler": handler})
