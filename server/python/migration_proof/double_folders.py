"""Folders that doubles would have filled: `glob(f"{snapshot_download(…)}/*.safetensors")`, `os.listdir(output_folder)`.

Whoever looks for files in the folder of a double finds one, of the name that was looked for.
"""

from __future__ import annotations

import glob
import os
import pathlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from . import double_files, handed_over

# The text of a double, which may hold what looks like a path itself.
TEXT = re.compile(r"^‹.*›(?=/|$)", re.DOTALL)
MAGIC = re.compile(r"\*\*|\*|\?|\[[^\]]*\]")
ANY_NAME = "double.png"


def install() -> None:
    """From now on `glob` and `Path.glob` find a file where a double was asked for a folder."""
    search = glob.iglob
    found = _finding(lambda *positional, **named: list(search(*positional, **named)))
    glob.glob = found
    glob.iglob = lambda *positional, **named: iter(found(*positional, **named))
    for name in ("glob", "rglob"):
        setattr(pathlib.Path, name, _finding_below(getattr(pathlib.Path, name)))


def place(path: str) -> str:
    """Where a path leads: one that begins with a double's text leads to that double's folder."""
    text = TEXT.match(path)
    if text is None:
        return path
    return double_files.place(text[0][1:-1]) + path[text.end() :]


def fill(folder: str, name: str = ANY_NAME, at: str | None = None) -> None:
    """Put a file into a folder that is a double's; `at` says where that folder really is."""
    target = os.path.join(at or place(folder), name)
    root = double_files.root_of(target)
    if root is not None and os.path.isfile(root):
        os.unlink(root)  # it was taken for a file before
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "wb") as file:
        file.write(double_files.content(target, f"{handed_over.owner(folder)}/{name}"))


def is_one(folder: str) -> bool:
    """Whether a folder, or one around it, is a double or was given to one."""
    return TEXT.match(folder) is not None or double_files.root_of(folder) is not None or handed_over.has_folder(folder)


def _finding(search: Callable[..., list[str]]) -> Callable[..., list[str]]:
    def found(pathname: Any, *rest: Any, **named: Any) -> list[str]:
        result = search(pathname, *rest, **named)
        if result or named.get("root_dir") is not None or not _put(os.fspath(pathname)):
            return result
        return search(pathname, *rest, **named)

    return found


def _finding_below(search: Callable[..., Iterator[pathlib.Path]]) -> Callable[..., Iterator[pathlib.Path]]:
    def found(self: pathlib.Path, pattern: str, **named: Any) -> Iterator[pathlib.Path]:
        result = list(search(self, pattern, **named))
        if not result and is_one(str(self)):
            fill(str(self), _example(pattern))
            result = list(search(self, pattern, **named))
        return iter(result)

    return found


def _put(pattern: Any) -> bool:
    if not isinstance(pattern, str):
        return False
    text = TEXT.match(pattern)
    start = text.end() if text else 0
    magic = MAGIC.search(pattern, start)
    folder = os.path.dirname(pattern[: magic.start()]) if magic else ""
    if not folder or not is_one(folder):
        return False
    fill(folder, _example(pattern[len(folder) + 1 :]))
    return True


def _example(pattern: str) -> str:
    """A name that a pattern fits."""
    return MAGIC.sub(lambda magic: magic[0].strip("[]!")[:1] if magic[0].startswith("[") else "double", pattern)
