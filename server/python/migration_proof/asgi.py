"""Drives an ASGI app in this process, on one event loop, and sees every message when it is sent."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from .overlap import Overlap


@dataclass
class Response:
    """What an app answered; `marks` holds what `mark()` said when each part of the body was sent."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    parts: list[bytes] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    error: str | None = None

    @property
    def text(self) -> str:
        """The whole body."""
        return b"".join(self.parts).decode("utf-8", "replace")

    @property
    def is_stream(self) -> bool:
        """Whether the body is server-sent events. Middlewares send any body in parts, so parts alone say nothing."""
        return self.headers.get("content-type", "").startswith("text/event-stream")


class Server:
    """An app between the start and the end of its lifespan."""

    def __init__(self, app: Any, mark: Callable[[], int], overlap: Overlap) -> None:
        self._app = app
        self._mark = mark
        self._overlap = overlap
        self._to_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._started: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def start(self) -> None:
        """Run the startup half of the lifespan, in which `setup()` is called; raises what it raised."""
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}
        self._lifespan = asyncio.create_task(self._app(scope, self._to_app.get, self._started.put))
        await self._to_app.put({"type": "lifespan.startup"})
        message = await self._next_message()
        if message["type"] == "lifespan.startup.failed":
            trace = message.get("message", "")
            print(trace, file=sys.stderr)
            raise StartupFailed(trace.strip().rpartition("\n")[2])

    async def _next_message(self) -> dict[str, Any]:
        waiting = asyncio.create_task(self._started.get())
        await asyncio.wait({waiting, self._lifespan}, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            return waiting.result()
        waiting.cancel()
        self._lifespan.result()
        raise StartupFailed("the lifespan ended before the app had started")

    async def stop(self) -> None:
        """Run the other half, in which `teardown()` is called."""
        await self._to_app.put({"type": "lifespan.shutdown"})
        await self._next_message()

    async def post(self, path: str, body: Any, headers: dict[str, str], leaves: bool = False) -> Response:
        """POST a JSON body and wait for the whole answer, or be a client who leaves after the first part of it."""
        response = Response()
        data = json.dumps(body).encode()
        sent = iter([{"type": "http.request", "body": data, "more_body": False}])
        finished = asyncio.Event()

        async def receive() -> dict[str, Any]:
            for message in sent:
                return message
            await finished.wait()  # the client stays until it has the answer
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if leaves and response.parts:
                finished.set()
                await asyncio.sleep(0)  # the app hears of it before it can go on
            if message.get("body") and not response.parts and response.is_stream:
                streaming.enter_context(self._overlap.entered())
            self._take(response, message)

        with ExitStack() as streaming:  # from the first part of a body to the last, a request is inside
            try:
                await self._app(_scope(path, len(data), headers), receive, send)
            except Exception as error:  # the server's last resort re-raises after it has answered
                response.error = f"{type(error).__name__}: {error}"
            finally:
                finished.set()
        return response

    def _take(self, response: Response, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            response.status = message["status"]
            response.headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in message["headers"]}
        elif message["type"] == "http.response.body" and message.get("body"):
            response.parts.append(message["body"])
            response.marks.append(self._mark())


class StartupFailed(Exception):
    """The app said that it cannot start."""


def _scope(path: str, length: int, headers: dict[str, str]) -> dict[str, Any]:
    sent = {"host": "127.0.0.1", "content-type": "application/json", "content-length": str(length), **headers}
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in sent.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "state": {},
    }
