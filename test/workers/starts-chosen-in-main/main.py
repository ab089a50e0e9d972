import os

import runpod

FACTOR = int(os.environ.get("FACTOR", "3"))


async def scale(job):
    value = job["input"]["value"]
    if value < 0:
        return {"error": "value must not be negative"}
    return {"scaled": value * FACTOR}


async def steps(job):
    value = job["input"]["value"]
    for step in range(value):
        yield {"step": step * FACTOR}


def main():
    mode = os.environ.get("WORKER_MODE", "steps")
    if mode == "steps":
        runpod.serverless.start({"handler": steps, "return_aggregate_stream": True})
    elif mode == "scale":
        runpod.serverless.start({"handler": scale})
    else:
        raise SystemExit(f"no such mode: {mode}")


if __name__ == "__main__":
    main()
