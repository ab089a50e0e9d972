"""What was called on the doubles, in order, with which arguments."""

from __future__ import annotations

import threading


class Journal:
    """A list of calls as text. The same program writes the same journal in every process."""

    def __init__(self) -> None:
        self._calls: list[str] = []
        self._taken = 0
        self._lock = threading.Lock()

    def note(self, call: str) -> None:
        """Add one call."""
        with self._lock:
            self._calls.append(call)

    def length(self) -> int:
        """How many calls there have been since the last `take`."""
        return len(self._calls)

    def take(self) -> list[str]:
        """The calls since the last time."""
        with self._lock:
            taken, self._calls = self._calls, []
            return taken


JOURNAL = Journal()
