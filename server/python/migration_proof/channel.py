"""The pipe from a child, in which the user's code runs, to the runner: one JSON record a line."""

from __future__ import annotations

import json
import os
import threading
from typing import Any

from .places import without_places


class Channel:
    """Writes records; usable from any thread of the child."""

    def __init__(self, descriptor: int, folder: str) -> None:
        self._descriptor = descriptor
        self._folder = folder
        self._elsewhere = os.path.join(os.path.dirname(folder), "elsewhere")
        self._lock = threading.Lock()

    def send(self, kind: str, **record: Any) -> None:
        """Send one record. Where the proof keeps its files says nothing about an answer."""
        text = without_places(json.dumps({"kind": kind, **record}, default=str), self._folder, self._elsewhere)
        line = text.encode("utf-8", "surrogatepass") + b"\n"
        with self._lock:
            while line:
                line = line[os.write(self._descriptor, line) :]

    def tell_made(self, path: str) -> None:
        """Say that a file or folder was made outside of the working folder."""
        self.send("made", path=path)
