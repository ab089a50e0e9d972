"""A fal App under the real `fal` SDK, in process: loaded as `fal run` loads it, served by the app that fal builds."""

from __future__ import annotations

import asyncio
import inspect
import os
import runpy
import sys
from collections.abc import Callable
from typing import Any

import fal
import fal.app
import fal.ref
import fal.toolkit
import fal.utils
import fastapi.encoders
from pydantic_core import SchemaSerializer, core_schema

from . import artefacts, asgi, deployment, double, doubles, faults, pictures, plain, uploads
from .channel import Channel
from .events import events_of
from .overlap import Overlap
from .surroundings import Surroundings

Task = dict[str, Any]
# A runner has a name as a worker has one; here both have the same.
WORKER_ID = "local-worker"


def prepare() -> None:
    """Do once, before anything is forked, what fal does for every app alike."""

    class Prepared(fal.App, name="prepared"):
        @fal.endpoint("/")
        def run(self) -> str:
            return ""

    Prepared(_allow_init=True).openapi()
    # It reads the metadata of a hundred packages at every start, to print one line.
    fal.app._print_python_packages = lambda: None


def live(task: Task, folder: str, channel: Channel) -> None:
    """Load the app, run its `setup()` once, and post every request of the task to one of its endpoints."""
    if task.get("pictures"):
        channel.send("facts", started=True, same=[pictures.same_pixels(*pair) for pair in task["pictures"]])
        return
    root = os.path.dirname(folder)
    store = uploads.start(os.path.join(root, "tmp"))
    os.environ.update({"IS_ISOLATE_AGENT": "1", "FAL_JOB_ID": WORKER_ID, **task.get("environment", {})})
    around = Surroundings(task, folder, channel)
    around.install()
    _teach_serialisers()
    around.close()
    try:
        app_class, make_current = _loaded(task, folder, root)
        asyncio.run(_serve(app_class, make_current, task, channel, store, around))
    except asgi.StartupFailed as failure:
        channel.send("facts", why=f"setup() failed: {failure}")
    except BaseException as error:
        channel.send("facts", why=faults.brief(error))
        raise
    finally:
        channel.send("facts", **around.facts())
        channel.send("end")


def _teach_serialisers() -> None:
    """A double in an answer is serialised as on the old side, whatever the endpoint's annotation makes of it."""
    fastapi.encoders.ENCODERS_BY_TYPE[double.Double] = double.Double._json
    as_json = core_schema.plain_serializer_function_ser_schema(double.Double._json)
    serializer = SchemaSerializer(core_schema.any_schema(serialization=as_json))
    double.Double.__pydantic_serializer__ = serializer  # type: ignore[attr-defined]


def _loaded(task: Task, folder: str, root: str) -> tuple[type[fal.App], Callable[[fal.App], None]]:
    path = os.path.join(folder, task["file"])
    if task.get("pickled"):
        return deployment.unpickled(deployment.pickled(path, root), os.path.dirname(path), root)
    return load(path), fal.ref.set_current_app


def load(path: str) -> type[fal.App]:
    """The one App of a file, found as fal finds it: in the file's folder, under no module name."""
    os.chdir(os.path.dirname(path))
    sys.path.append(os.getcwd())
    sys.argv = [os.path.basename(path)]
    module = runpy.run_path(os.path.basename(path))
    target, *_ = fal.utils._find_target(module, None)
    return target


async def _serve(
    app_class: type[fal.App],
    make_current: Callable[[fal.App], None],
    task: Task,
    channel: Channel,
    store: uploads.Uploads,
    around: Surroundings,
) -> None:
    app = app_class(_allow_init=True)
    make_current(app)
    description = app.openapi()
    channel.send(
        "facts",
        appName=app_class.app_name,
        className=app_class.__name__,
        endpoints=sorted(description.get("paths", {})),
        concurrency=app_class.host_kwargs.get("max_multiplexing") or 1,
    )
    if task.get("describe"):
        channel.send("facts", started=True, openapi=description)
        return
    overlap = Overlap()
    if task.get("together"):
        double.Double.patience = double.TOGETHER
        _count_endpoints(app_class, overlap)
    server = asgi.Server(app._build_app(), doubles.JOURNAL.length, overlap)
    await server.start()
    channel.send("facts", started=True, loadCalls=doubles.JOURNAL.take())
    await _post_all(server, task, channel, store, around)
    channel.send("facts", overlap=overlap.most)
    await server.stop()


def _count_endpoints(app_class: type[fal.App], overlap: Overlap) -> None:
    for name, endpoint in inspect.getmembers(app_class, inspect.isfunction):
        if hasattr(endpoint, "route_signature"):
            setattr(app_class, name, overlap.counted(endpoint))


async def _post_all(
    server: asgi.Server, task: Task, channel: Channel, store: uploads.Uploads, around: Surroundings
) -> None:
    async def post(index: int) -> None:
        channel.send("begin", index=index)
        request = task["requests"][index]
        leaves = bool(task.get("cancelled")) and index % 2 == 0
        response = await server.post(task["path"], request["input"], {"x-fal-request-id": str(request["id"])}, leaves)
        channel.send("answer", index=index, **_answer(response, store, task.get("artefacts")))

    indices = range(task["first"], len(task["requests"]))
    if task.get("together"):
        await asyncio.gather(*map(post, indices))
        return
    for index in indices:
        around.begin()
        await post(index)


def _content(text: str, store: uploads.Uploads) -> bytes | None:
    """What a string of an answer stands for: an upload, which may be empty, or a data URI."""
    uploaded = store.files.get(text)
    return artefacts.data_uri(text) if uploaded is None else uploaded


def _answer(response: asgi.Response, store: uploads.Uploads, keep: str | None) -> dict[str, Any]:
    body = events_of(response.text) if response.is_stream else [plain.parsed(response.text)]
    values = [event.get("json", event.get("text")) for event in body]
    return {
        "status": response.status,
        "headers": response.headers,
        **({"events": body, "raw": response.text} if response.is_stream else {"body": body[0]}),
        "error": response.error,
        "files": artefacts.collect(values, lambda text: _content(text, store), keep),
        "calls": doubles.JOURNAL.take(),
        "callsBefore": response.marks,
    }
