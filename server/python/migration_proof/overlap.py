"""How many requests were inside the user's code at the same moment."""

from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Overlap:
    """Counts who is inside, and remembers the most."""

    def __init__(self) -> None:
        self._inside = 0
        self._lock = threading.Lock()
        self.most = 0

    @contextmanager
    def entered(self) -> Iterator[None]:
        """One more, until the end of the block."""
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1

    def counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, of the same kind, whose calls are counted."""
        if inspect.isasyncgenfunction(function):
            return self._counted_generator(function)
        if inspect.iscoroutinefunction(function):
            return self._counted_coroutine(function)
        if inspect.isgeneratorfunction(function):
            return function  # runs to its next item without a pause: never inside together

        @functools.wraps(function)
        def call(*positional: Any, **named: Any) -> Any:
            with self.entered():
                return function(*positional, **named)

        return call

    def _counted_generator(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        async def generate(*positional: Any, **named: Any) -> Any:
            with self.entered():
                async for item in function(*positional, **named):
                    yield item

        return generate

    def _counted_coroutine(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        async def call(*positional: Any, **named: Any) -> Any:
            with self.entered():
                return await function(*positional, **named)

        return call
