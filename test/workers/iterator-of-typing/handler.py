from __future__ import annotations

from typing import Iterator

import runpod


def steps(count: int) -> Iterator[tuple[str, int]]:
    """Tells of every second step, then of the end."""
    for step in range(count):
        if step % 2 == 0:
            yield "step", step
    yield "done", count


def handler(job: dict) -> Iterator[dict]:
    data = job["input"]
    for kind, value in steps(data.get("count", 3)):
        yield {"kind": kind, "value": value}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
