"""Files that an answer speaks of: a path on the worker's disk, an uploaded file's address, a data URI."""

from __future__ import annotations

import base64
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from . import double_files, handed_over

LARGEST_FILE = 64 * 1024 * 1024
LONGEST_PATH = 1024
# File systems take the time from a clock that ticks a hundred times a second.
CLOCK_TICK = 0.01


class Started:
    """When the code under test began: files that are older were not written by it."""

    def __init__(self) -> None:
        self._time = time.time()

    def written(self, path: str) -> bool:
        """Whether a path is that of a file that was written since; of one given to a double nobody knows who wrote it."""
        if handed_over.is_file(path):
            return False
        try:
            return os.stat(path).st_mtime >= self._time - CLOCK_TICK
        except (OSError, ValueError):
            return False


def strings(value: Any) -> Iterator[str]:
    """Every string of a JSON value, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from strings(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from strings(entry)


def collect(
    value: Any, read: Callable[[str], bytes | None], keep: str | None, written: Callable[[str], bool] | None = None
) -> dict[str, dict[str, Any]]:
    """What the strings of an answer stand for, by string: size, digest, and a copy in the folder `keep`."""
    found: dict[str, dict[str, Any]] = {}
    for text in strings(value):
        data = read(text) if text not in found else None
        if data is not None:
            found[text] = {**_kept(data, keep), **({"written": written(text)} if written else {})}
    return found


def _kept(data: bytes, keep: str | None) -> dict[str, Any]:
    digest = hashlib.sha256(data).hexdigest()
    if keep:
        path = os.path.join(keep, digest)
        if not os.path.exists(path):
            with open(path, "wb") as copy:
                copy.write(data)
    return {"size": len(data), "sha256": digest}


def local_file(text: str) -> bytes | None:
    """The content of the file that a string is the path of."""
    if not 0 < len(text) < LONGEST_PATH or "\n" in text or "\0" in text or double_files.is_text(text):
        return None
    try:
        if not os.path.isfile(text) or os.path.getsize(text) > LARGEST_FILE:
            return None
        with open(text, "rb") as file:
            return file.read()
    except OSError:
        return None


def data_uri(text: str) -> bytes | None:
    """The content of a `data:` URI."""
    if not text.startswith("data:") or "," not in text:
        return None
    head, _, body = text.partition(",")
    try:
        return base64.b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
    except ValueError:
        return None
