"""Runs a file of one of RunPod's newer styles, before or after its migration, and prints what it answers.

Reads `{"text", "calls"}` from standard input. Before: decorators of Flash and of the SDK's apps hand the function back, so that a call
is a plain call; a FastAPI server is asked by its test client. After: the app is asked over HTTP, by POST alone.
"""

import asyncio
import inspect
import json
import sys
import types

from fastapi.testclient import TestClient


def identity(*_, **__):
    """A decorator that leaves what it decorates as it is."""
    return lambda decorated: decorated


class Declaring:
    """An `Endpoint`, or an app, of which only the decorators matter."""

    def __init__(self, *_, **__):
        """Take whatever settings there are."""

    def __call__(self, decorated):
        """Decorate."""
        return decorated

    queue = task = api = post = get = staticmethod(identity)


class Anything:
    """Enumerations of machines."""

    def __getattr__(self, name):
        """Every member."""
        return name


def stand_in():
    """Put packages in place of RunPod's."""
    flash = types.ModuleType("runpod_flash")
    flash.Endpoint, flash.remote = Declaring, identity
    flash.GpuGroup = flash.GpuType = flash.CpuInstanceType = Anything()
    runpod = types.ModuleType("runpod")
    runpod.App, runpod.post, runpod.get = Declaring, identity, identity
    runpod.init = runpod.local_entrypoint = lambda decorated: decorated
    sys.modules.update(runpod_flash=flash, tetra_rp=flash, runpod=runpod)


async def value_of(answer):
    """An answer, awaited or listed."""
    if inspect.isasyncgen(answer):
        return [chunk async for chunk in answer]
    if inspect.isgenerator(answer):
        return list(answer)
    return await answer if inspect.isawaitable(answer) else answer


def call_old(names, objects, call):
    """What one call of the old code gives."""
    owner, _, method = call["old"].rpartition(".")
    if owner and owner not in objects:
        objects[owner] = names[owner]()
        getattr(objects[owner], call.get("first", "__hash__"))()
    function = getattr(objects[owner], method) if owner else names[method]
    try:
        return asyncio.run(value_of(function(**call["input"])))
    except (KeyError, TypeError):
        return "refused"


def refused(response):
    """The body, or that there is none."""
    return "refused" if response.status_code in (422, 500) else response.json()


def main():
    """Ask one side."""
    side, task = sys.argv[1], json.load(sys.stdin)
    names = {"__name__": "worker"}
    if side == "old":
        stand_in()
    module = types.ModuleType("worker")
    names = module.__dict__
    sys.modules["worker"] = module
    exec(compile(task["text"], "worker.py", "exec"), names)
    if side == "new":
        import fal

        app = next(v for v in names.values() if isinstance(v, type) and issubclass(v, fal.App) and v is not fal.App)
        with TestClient(app(_allow_init=True)._build_app(), raise_server_exceptions=False) as client:
            answers = [refused(client.post(call["new"], json=call["input"])) for call in task["calls"]]
    elif any("method" in call for call in task["calls"]):
        with TestClient(names["app"], raise_server_exceptions=False) as client:
            answers = [
                refused(client.request(call["method"], call["new"], **({"json": call["input"]} if call["method"] == "POST" else {})))
                for call in task["calls"]
            ]
    else:
        objects = {}
        answers = [call_old(names, objects, call) for call in task["calls"]]
    print(json.dumps(answers))


main()
