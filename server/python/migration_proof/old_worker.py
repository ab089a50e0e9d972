"""An unmodified worker under the real `runpod` SDK: everything up to the socket is the SDK's own code.

The worker file runs as `__main__` in its folder and calls the real `runpod.serverless.start`. Where that would begin to
fetch jobs, the jobs of the task are handed to the SDK's own `handle_job`; what the SDK would post is recorded instead.
As in production, `start` never returns.
"""

from __future__ import annotations

import asyncio
import contextvars
import json
import os
import re
import runpy
import sys
import types
from typing import Any

# Read when `runpod` is imported: with these it is in production mode, and they say which post is which.
os.environ.update(
    RUNPOD_WEBHOOK_GET_JOB="http://127.0.0.1:9/job-take/$ID?gpu=none",
    RUNPOD_WEBHOOK_POST_OUTPUT="http://127.0.0.1:9/job-done/$RUNPOD_POD_ID/$ID?gpu=none",
    RUNPOD_WEBHOOK_POST_STREAM="http://127.0.0.1:9/job-stream/$RUNPOD_POD_ID/$ID?gpu=none",
    RUNPOD_POD_ID="local-worker",
)

import runpod.serverless  # noqa: E402
from runpod.serverless.modules import rp_handler, rp_http, rp_job  # noqa: E402

from . import artefacts, double, doubles, faults, packages, plain  # noqa: E402
from .channel import Channel  # noqa: E402
from .overlap import Overlap  # noqa: E402
from .surroundings import Surroundings  # noqa: E402

Task = dict[str, Any]


class Record:
    """What the SDK posted about one job, and what it could not."""

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}  # the SDK takes this object for its HTTP session
        self.done: str | None = None
        self.stream: list[str] = []
        self.calls_at_item: list[int] = []
        self.progress: list[str] = []
        self.unposted: list[str] = []


CURRENT: contextvars.ContextVar[Record] = contextvars.ContextVar("record")


def _dumps(value: Any, **options: Any) -> str:
    try:
        text = json.dumps(value, **options)
        text.encode("utf-8")  # what the HTTP client does with it
        return text
    except Exception as error:
        CURRENT.get(Record()).unposted.append(faults.brief(error))
        raise


async def _transmit(session: Any, url: str, data: str) -> None:
    """Takes the place of the network. Progress comes from a thread, with a session of its own: it is not kept."""
    if not isinstance(session, Record):
        return
    if "/job-stream/" in url:
        session.stream.append(data)
        session.calls_at_item.append(doubles.JOURNAL.length())
    else:
        session.done = data


def live(task: Task, folder: str, channel: Channel) -> None:
    """Run the worker file; returns only where it never calls `start`."""
    path = os.path.join(folder, task["file"])
    home = os.path.dirname(path)
    os.chdir(home)
    os.environ.update(task.get("environment", {}))
    rp_http._transmit = _transmit
    rp_http.json = types.SimpleNamespace(dumps=_dumps)
    around = Surroundings(task, folder, channel)
    around.install()
    earlier = iter(range(task.get("registration") or 0))

    def main(config: dict[str, Any]) -> None:
        if next(earlier, None) is None:  # a later call of `start` is reached only where the earlier ones return
            _serve(config, task, folder, channel, around)

    runpod.serverless.worker.main = main
    sys.argv = [task["file"]]
    sys.path.insert(0, home)
    # An image may lay files of other folders beside the worker: they are looked for last.
    sys.path += [root for root in packages.import_roots(path, folder) if root not in sys.path]
    around.close()
    try:
        _run(path)
        why = "the file ended without calling runpod.serverless.start"
    except BaseException as error:
        why = faults.brief(error)
        raise
    finally:
        channel.send("facts", started=False, why=why, **around.facts())
        channel.send("end")


def _run(path: str) -> None:
    """Run the file as its image does: `python handler.py`, or `python -m package.handler` where it imports relatively."""
    with open(path, encoding="utf-8", errors="replace") as file:
        dots = [len(found) for found in re.findall(r"^[ \t]*from[ \t]+(\.+)", file.read(), re.MULTILINE)]
    if not dots:
        runpy.run_path(path, run_name="__main__")
        return
    root, parts = os.path.dirname(path), [os.path.splitext(os.path.basename(path))[0]]
    while len(parts) <= max(dots) or os.path.exists(os.path.join(root, "__init__.py")):
        root, name = os.path.split(root)
        parts.insert(0, name)
    sys.path.insert(0, root)
    runpy.run_module(".".join(parts), run_name="__main__", alter_sys=True)


def _serve(config: dict[str, Any], task: Task, folder: str, channel: Channel, around: Surroundings) -> None:
    try:
        asyncio.run(_run_jobs(config, task, folder, channel, around))
    finally:
        channel.send("facts", **around.facts())
        channel.send("end")
        sys.stdout.flush()
        os._exit(0)


def _tell_registration(config: dict[str, Any], channel: Channel) -> None:
    handler = config.get("handler")
    streams = rp_handler.is_generator(handler)
    channel.send(
        "facts",
        started=True,
        why=None,
        streams=streams,
        handler=getattr(handler, "__name__", None),
        aggregates=bool(streams and config.get("return_aggregate_stream")),
        refreshes=bool(config.get("refresh_worker")),
        concurrency=_concurrency(config),
        loadCalls=doubles.JOURNAL.take(),
    )


def _concurrency(config: dict[str, Any]) -> int:
    """How many jobs the worker takes at once; the SDK asks with 1 first."""
    try:
        return int(config["concurrency_modifier"](1))
    except Exception:
        return 1


async def _run_jobs(config: dict[str, Any], task: Task, folder: str, channel: Channel, around: Surroundings) -> None:
    _tell_registration(config, channel)
    indices = range(task["first"], len(task["requests"]))
    if task.get("together"):
        overlap = Overlap()
        double.Double.patience = double.TOGETHER
        config["handler"] = overlap.counted(config["handler"])
        await asyncio.gather(*(_run_job(config, task, index, folder, channel, around) for index in indices))
        channel.send("facts", overlap=overlap.most)
        return
    for index in indices:
        around.begin()
        if not await _run_job(config, task, index, folder, channel, around):
            return


async def _run_job(
    config: dict[str, Any], task: Task, index: int, folder: str, channel: Channel, around: Surroundings
) -> bool:
    """One job through the SDK. False where the worker is at its end."""
    channel.send("begin", index=index)
    record = Record()
    CURRENT.set(record)
    why = None
    stopped = False
    try:
        job = json.loads(json.dumps(task["requests"][index]))
        await rp_job.handle_job(record, config, job)
    except (SystemExit, asyncio.CancelledError, KeyboardInterrupt) as error:
        stopped = True
        why = f"the worker stopped: {faults.brief(error)}"
    except Exception as error:
        why = faults.brief(error)
    channel.send("answer", index=index, **_answer(record, why, folder, task.get("artefacts"), around.started))
    return not stopped


def _answer(record: Record, why: str | None, folder: str, keep: str | None, started: artefacts.Started) -> dict[str, Any]:
    posted = None if record.done is None else plain.loads(record.done)
    stream = [plain.loads(item).get("output") for item in record.stream]
    answer = {
        "posted": None if posted is None else plain.tagged(posted),
        "stream": plain.tagged(stream),
        "unposted": record.unposted,
        "why": why,
        "files": artefacts.collect([posted, stream], artefacts.local_file, keep, started.written),
        "calls": doubles.JOURNAL.take(),
        "callsBefore": record.calls_at_item,
    }
    fault = faults.posted_fault((posted or {}).get("error"), folder)
    return {**answer, "fault": fault} if fault else answer
