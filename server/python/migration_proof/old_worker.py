"""An unmodified worker under the real `runpod` SDK: everything up to the socket is the SDK's own code.

The worker file runs as `__main__` in its folder and calls the real `runpod.serverless.start`. Where that would begin to
fetch jobs, the jobs of the task are handed to the SDK's own `handle_job`; what the SDK would post is recorded instead.
As in production, `start` never returns.
"""

from __future__ import annotations

import asyncio
import json
import os
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

from . import artefacts, doubles, faults, plain  # noqa: E402
from .channel import Channel  # noqa: E402
from .fence import Fence  # noqa: E402


class Recorder:
    """Takes the place of the network: what was posted, and what could not be."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the last job."""
        self.done: str | None = None
        self.stream: list[str] = []
        self.journal_at_item: list[int] = []
        self.progress: list[str] = []
        self.unposted: list[str] = []

    def install(self) -> None:
        """Replace the SDK's transmission, and listen to its serialisation."""
        rp_http._transmit = self._transmit
        rp_http.json = types.SimpleNamespace(dumps=self._dumps)

    def _dumps(self, value: Any, **options: Any) -> str:
        try:
            text = json.dumps(value, **options)
            text.encode("utf-8")  # what the HTTP client does with it
            return text
        except Exception as error:
            self.unposted.append(faults.brief(error))
            raise

    async def _transmit(self, _session: Any, url: str, data: str) -> None:
        if "/job-stream/" in url:
            self.stream.append(data)
            self.journal_at_item.append(doubles.JOURNAL.length())
        elif '"status": "IN_PROGRESS"' in data[:40]:
            self.progress.append(data)
        else:
            self.done = data


def live(task: dict[str, Any], folder: str, channel: Channel) -> None:
    """Run the worker file; returns only where it never calls `start`."""
    path = os.path.join(folder, task["file"])
    home = os.path.dirname(path)
    os.chdir(home)
    os.environ.update(task.get("environment", {}))
    recorder = Recorder()
    recorder.install()
    fence = Fence([os.path.dirname(folder), task.get("artefacts") or folder], "/tmp", bool(task.get("network")))
    doubles.install(task.get("doubles", []), folder)
    runpod.serverless.worker.main = lambda config: _serve(config, task, folder, channel, recorder, fence)
    sys.argv = [task["file"]]
    sys.path.insert(0, home)
    fence.install()
    try:
        runpy.run_path(path, run_name="__main__")
        why = "the file ended without calling runpod.serverless.start"
    except BaseException as error:
        why = faults.brief(error)
        raise
    finally:
        channel.send("facts", started=False, why=why, refused=fence.refused)
        channel.send("end")


def _serve(config: dict[str, Any], task: dict[str, Any], folder: str, channel: Channel, recorder: Recorder, fence: Fence) -> None:
    try:
        asyncio.run(_run_jobs(config, task, folder, channel, recorder))
    finally:
        channel.send("facts", refused=fence.refused, leftBehind=fence.left_behind)
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
        aggregates=bool(streams and config.get("return_aggregate_stream")),
        refreshes=bool(config.get("refresh_worker")),
        loadCalls=doubles.JOURNAL.take(),
    )


async def _run_jobs(config: dict[str, Any], task: dict[str, Any], folder: str, channel: Channel, recorder: Recorder) -> None:
    _tell_registration(config, channel)
    for index in range(task["first"], len(task["requests"])):
        channel.send("begin", index=index)
        recorder.reset()
        why = None
        try:
            job = json.loads(json.dumps(task["requests"][index]))
            await rp_job.handle_job(types.SimpleNamespace(headers={}), config, job)
        except (SystemExit, asyncio.CancelledError, KeyboardInterrupt) as error:
            why = f"the worker stopped: {faults.brief(error)}"
        except Exception as error:
            why = faults.brief(error)
        channel.send("answer", index=index, **_answer(recorder, why, folder, task.get("artefacts")))
        if why is not None and why.startswith("the worker stopped"):
            return


def _answer(recorder: Recorder, why: str | None, folder: str, keep: str | None) -> dict[str, Any]:
    posted = None if recorder.done is None else json.loads(recorder.done)
    stream = [json.loads(item).get("output") for item in recorder.stream]
    answer = {
        "posted": None if posted is None else plain.tagged(posted),
        "stream": plain.tagged(stream),
        "progress": [plain.tagged(json.loads(item)["output"]) for item in recorder.progress],
        "unposted": recorder.unposted,
        "why": why,
        "files": artefacts.collect([posted, stream], artefacts.local_file, keep),
        "calls": doubles.JOURNAL.take(),
        "callsBefore": recorder.journal_at_item,
    }
    fault = faults.posted_fault((posted or {}).get("error"), folder)
    return {**answer, "fault": fault} if fault else answer
