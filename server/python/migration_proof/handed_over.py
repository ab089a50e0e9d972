"""Files whose paths were given to a double: `model.generate(text, output_path=path)` leaves a file behind, and so it does here."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

from . import double_files

# A name with an extension, and nothing that a sentence or an address on the web has.
FILE = re.compile(r"^(?!\w+://)[^\s*?<>|\"']{1,300}\.(?=\w*[A-Za-z])\w{2,5}$")
# A path that says that it is one.
FOLDER = re.compile(r"^(/|\./|\.\./)[^\s*?<>|\"':]{1,300}$")
DEEPEST = 2


class _Given:
    paths: dict[str, str] = {}
    folders: dict[str, str] = {}


def note(values: Iterable[Any], symbol: str, depth: int = 0) -> None:
    """Remember every path among the arguments of a call. The last call is the one that wrote the file."""
    for value in values:
        if isinstance(value, (str, os.PathLike)):
            text = os.fspath(value)
            if isinstance(text, str) and FILE.match(text):
                _Given.paths[os.path.abspath(text)] = symbol
            elif isinstance(text, str) and FOLDER.match(text):
                _Given.folders[os.path.abspath(text)] = symbol
        elif depth < DEEPEST and isinstance(value, (list, tuple)):
            note(value, symbol, depth + 1)


def is_file(path: str) -> bool:
    """Whether a double was given this path, or is named in it."""
    return double_files.is_named(path) or (bool(_Given.paths) and os.path.abspath(path) in _Given.paths)


def make(path: str, target: str) -> bool:
    """Write the file that stands for it. False where its folder is not there."""
    if not os.path.isdir(os.path.dirname(target) or "."):
        return False
    with open(target, "wb") as file:
        file.write(double_files.content(path, _Given.paths.get(os.path.abspath(path), os.path.basename(path))))
    return True


def has_folder(path: str) -> bool:
    """Whether a double was given this folder, or one around it."""
    return owner(path) != path


def owner(path: str) -> str:
    """The call that was given a folder; the path itself where none was."""
    around = os.path.abspath(path)
    while around not in _Given.folders:
        if around == os.path.dirname(around):
            return path
        around = os.path.dirname(around)
    return _Given.folders[around]
