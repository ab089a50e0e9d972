"""Waits are shortened, and the clock goes on as if they had not been: a worker that sleeps for a minute is not proved any
better by waiting for it, and one that polls for ten minutes gives up after as many questions as it would have asked."""

from __future__ import annotations

import asyncio
import contextvars
import threading
import time
from collections.abc import Callable
from typing import Any

UNCHANGED_SECONDS = 0.3
SHARE_OF_THE_REST = 0.01
# Somebody who has waited that long in one request polls: their short waits are shortened as well.
PATIENCE_SECONDS = 3.0
SHARE_OF_POLLING = 0.02


# By thread and task: whoever waits beside others has not waited longer than they have.
WAITED: contextvars.ContextVar[float] = contextvars.ContextVar("waited", default=0.0)


class _Clock:
    ahead = 0.0
    lock = threading.Lock()


def shortened(seconds: float) -> float:
    """A shorter time, still longer than that of any shorter wait: what happens first still happens first."""
    share = SHARE_OF_POLLING if WAITED.get() > PATIENCE_SECONDS else 1
    return share * (min(seconds, UNCHANGED_SECONDS) + max(0.0, seconds - UNCHANGED_SECONDS) * SHARE_OF_THE_REST)


def forget() -> None:
    """A new request begins."""
    WAITED.set(0.0)


def install() -> None:
    """From now on `time.sleep` and `asyncio.sleep` take no longer than that, and the clocks of `time` go ahead."""
    sleep, asleep, now = time.sleep, asyncio.sleep, time.monotonic

    def sleeping(seconds: float) -> None:
        wait = _Wait(seconds, now)
        sleep(wait.shortened)
        wait.end()

    async def asleeping(delay: float, result: Any = None) -> Any:
        wait = _Wait(delay, now)
        result = await asleep(wait.shortened, result)
        wait.end()
        return result

    time.sleep = sleeping
    asyncio.sleep = asleeping  # type: ignore[assignment]
    asyncio.BaseEventLoop.time = lambda _loop: now()  # type: ignore[method-assign]
    for name in ("time", "monotonic", "perf_counter"):
        setattr(time, name, _ahead(getattr(time, name)))
        setattr(time, f"{name}_ns", _ahead_in_nanoseconds(getattr(time, f"{name}_ns")))


class _Wait:
    """One wait. Those that go on at the same time do not add up."""

    def __init__(self, seconds: Any, now: Callable[[], float]) -> None:
        self._is_real = isinstance(seconds, (int, float)) and seconds > 0
        self._now = now
        self.shortened = shortened(seconds) if self._is_real else seconds
        self._until = now() + _Clock.ahead + (seconds if self._is_real else 0)

    def end(self) -> None:
        """Set the clock to when the wait would have ended."""
        if not self._is_real:
            return
        WAITED.set(WAITED.get() + self.shortened)
        with _Clock.lock:
            _Clock.ahead = max(_Clock.ahead, self._until - self._now())


def _ahead(clock: Callable[[], float]) -> Callable[[], float]:
    return lambda: clock() + _Clock.ahead


def _ahead_in_nanoseconds(clock: Callable[[], int]) -> Callable[[], int]:
    return lambda: clock() + int(_Clock.ahead * 1e9)
