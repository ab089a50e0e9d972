"""Long waits are shortened: a worker that sleeps for a minute is not proved any better by waiting for it."""

from __future__ import annotations

import asyncio
import time
from typing import Any

UNCHANGED_SECONDS = 0.3
SHARE_OF_THE_REST = 0.01


def shortened(seconds: float) -> float:
    """A shorter time, still longer than that of any shorter wait: what happens first still happens first."""
    if seconds <= UNCHANGED_SECONDS:
        return seconds
    return UNCHANGED_SECONDS + (seconds - UNCHANGED_SECONDS) * SHARE_OF_THE_REST


def install() -> None:
    """From now on `time.sleep` and `asyncio.sleep` take no longer than that."""
    sleep, asleep = time.sleep, asyncio.sleep

    def sleeping(seconds: float) -> None:
        sleep(_checked(seconds))

    async def asleeping(delay: float, result: Any = None) -> Any:
        return await asleep(_checked(delay), result)

    time.sleep = sleeping
    asyncio.sleep = asleeping  # type: ignore[assignment]


def _checked(seconds: Any) -> Any:
    return shortened(seconds) if isinstance(seconds, (int, float)) else seconds
