import os


async def echo(job):
    return {"echo": job["input"].get("message", "…")}


def adjust_concurrency(current):
    return 12


config = {"handler": echo}
if os.environ.get("RUN_ASYNC", "1") == "1":
    config["concurrency_modifier"] = adjust_concurrency
