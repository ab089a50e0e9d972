"""Loads an SDK once, then runs each task in forked children: tasks come as JSON lines on stdin, results go to stdout."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from . import limits, packages
from .channel import Channel
from .workspace import working_copy

Live = Callable[[dict[str, Any], str, Channel], None]
DEFAULT_LIMITS = {"loadSeconds": 120, "requestSeconds": 60, "totalSeconds": 900, "memoryMegabytes": 16384, "logKilobytes": 64}
# A worker that dies at every request need not be started again for each of a hundred.
MOST_LIVES = 8
LARGEST_RECORD = 64 * 1024 * 1024


def serve(live: Live) -> None:
    """Answer tasks until stdin ends. `live` runs in a child and sends its records through the channel."""
    limits.adopt_orphans()
    signal.signal(signal.SIGTERM, _end)
    results = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever an SDK prints does not belong between the results
    root = tempfile.mkdtemp(prefix="migration-proof-")
    try:
        print(json.dumps({"ready": True, "python": sys.version.split()[0]}), file=results, flush=True)
        for line in sys.stdin:
            print(json.dumps(_result(live, json.loads(line), root)), file=results, flush=True)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _end(*_signal: Any) -> None:
    """Leave through every `finally`, so that children end and folders go."""
    sys.exit(0)


def _result(live: Live, task: dict[str, Any], root: str) -> dict[str, Any]:
    try:
        with working_copy(task, root) as folder:
            if task.get("survey"):  # looks and runs nothing: no child is needed
                facts = packages.survey(folder, task["file"])
                return {"id": task["id"], "started": True, **facts, "answers": [], "log": ""}
            return {"id": task["id"], **Run(live, task, folder).result()}
    except Exception:
        return {"id": task["id"], "started": False, "why": traceback.format_exc(), "answers": [], "log": ""}


class Run:
    """One task: as many lives of a child as it takes to have an answer to every request."""

    def __init__(self, live: Live, task: dict[str, Any], folder: str) -> None:
        self._live = live
        self._task = {**task, "limits": {**DEFAULT_LIMITS, **task.get("limits", {})}}
        self._folder = folder
        self._answers: dict[int, dict[str, Any]] = {}
        self._facts: dict[str, Any] = {"started": False, "refused": []}
        self._log = bytearray()
        self._doing: int | None = None
        self._made: list[str] = []
        self._end = time.monotonic() + self._task["limits"]["totalSeconds"]

    def result(self) -> dict[str, Any]:
        """Everything that was learned; requests without an answer say why."""
        count = len(self._task.get("requests", []))
        for _ in range(MOST_LIVES):
            before = len(self._answers)
            self._one_life(before)
            if len(self._answers) in (before, count) or self._is_over():
                break
        self._tidy_up()
        answers = [self._answers.get(index, {"ended": "not tried"}) for index in range(count)]
        return {**self._facts, "answers": answers, "log": self._log.decode("utf-8", "replace")}

    def _is_over(self) -> bool:
        """Whether there is no time for another request."""
        return time.monotonic() > self._end

    def _tidy_up(self) -> None:
        for path in self._made:
            if os.path.isdir(path) and not os.path.islink(path):
                shutil.rmtree(path, ignore_errors=True)
            elif os.path.lexists(path):
                os.unlink(path)

    def _one_life(self, first: int) -> None:
        self._doing = None
        record_in, record_out = os.pipe()
        log_in, log_out = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(record_in)
            os.close(log_in)
            _child(self._live, {**self._task, "first": first}, self._folder, record_out, log_out)
        os.close(record_out)
        os.close(log_out)
        try:
            ended = self._watch(record_in, log_in)
        finally:
            status = "" if ended else _status(pid)
            limits.end_children(pid)
            os.close(record_in)
            os.close(log_in)
        self._note_end(ended or status)

    def _watch(self, records: int, log: int) -> str | None:
        """Read until the child is done or dead, or exceeds a limit: then this says which."""
        buffer = bytearray()
        sources = [records, log]
        deadline = time.monotonic() + self._task["limits"]["loadSeconds"]
        while True:
            ready, _, _ = select.select(sources, [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return "time"
            if log in ready and not self._keep_log(os.read(log, 65536)):
                sources.remove(log)
            if records in ready:
                chunk = os.read(records, 65536)
                if not chunk:
                    return None
                buffer += chunk
                if len(buffer) > LARGEST_RECORD:
                    return "output"
                for record in _lines(buffer):
                    deadline = time.monotonic() + self._task["limits"]["requestSeconds"]
                    if self._take(record):
                        return None

    def _keep_log(self, text: bytes) -> bool:
        """Keep the beginning, read the rest and forget it. False at the end."""
        room = self._task["limits"]["logKilobytes"] * 1024 - len(self._log)
        self._log += text[: max(0, room)]
        return bool(text)

    def _take(self, record: dict[str, Any]) -> bool:
        """Store a record; true for the last one of a life, or of the whole where its time is over."""
        kind = record.pop("kind")
        if kind == "facts":
            self._facts.update(record)
        elif kind == "made":
            self._made.append(record["path"])
        elif kind == "begin":
            self._doing = record["index"]
        elif kind == "answer":
            self._answers[record.pop("index")] = record
            self._doing = None
            return self._is_over()
        return kind == "end"

    def _note_end(self, how: str) -> None:
        if self._doing is not None:
            self._answers[self._doing] = {"ended": how}
        elif not self._facts["started"] and "why" not in self._facts:
            seconds = self._task["limits"]["loadSeconds"]
            late = f"was not ready within {seconds} seconds"
            self._facts["why"] = late if how == "time" else f"ended before it was ready: {how}"


def _lines(buffer: bytearray) -> Iterator[dict[str, Any]]:
    while (end := buffer.find(b"\n")) >= 0:
        line = bytes(buffer[:end])
        del buffer[: end + 1]
        yield json.loads(line)


def _status(pid: int) -> str:
    """How a child ended, or `running` where it has not."""
    for _ in range(20):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            return f"exit code {code}" if code >= 0 else f"signal {-code}"
        select.select([], [], [], 0.01)
    return "running"


def _child(live: Live, task: dict[str, Any], folder: str, records: int, log: int) -> None:
    """Never returns: the runner's own code must not go on in a child."""
    try:
        os.setsid()
        limits.end_with_parent()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for descriptor, target in ((nothing, 0), (log, 1), (log, 2)):
            os.dup2(descriptor, target)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)
        sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)
        temporary = os.path.join(os.path.dirname(folder), "tmp")
        os.environ.update(TMPDIR=temporary, HOME=temporary, PYTHONUNBUFFERED="1")
        tempfile.tempdir = None
        limits.limit_memory(task["limits"]["memoryMegabytes"])
        live(task, folder, Channel(records, folder))
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)
