"""Folders that the worker's image has and this machine has not: `/workspace`, `/content`, `/app`, a network volume.

What the code under test writes outside of its own folders lands at the same path below a folder of the proof, and is read
from there. Nothing of the machine is changed, both sides begin alike, and the code goes on as on a machine of its own.
"""

from __future__ import annotations

import builtins
import functools
import io
import os
import shutil
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from typing import Any

from . import double_folders, handed_over

# Of the machine itself: whatever lies there is asked for as it is.
SYSTEM = ("/dev", "/proc", "/sys")
READ = ("stat", "lstat", "access", "chdir", "readlink", "statvfs")
CHANGED = ("chmod", "chown", "utime", "truncate", "remove", "unlink", "rmdir")
LARGEST_COPY = 32 * 1024 * 1024


class Elsewhere:
    """Maps paths; `folders` are the code's own and stay as they are."""

    def __init__(self, folders: list[str], store: str) -> None:
        self.store = os.path.realpath(store)
        own = {form for folder in (*folders, *SYSTEM) for form in (folder, os.path.realpath(folder))}
        self._own = tuple(folder.rstrip(os.sep) + os.sep for folder in (*own, self.store))
        self._mapping = threading.local()
        self.used: list[str] = []

    def install(self) -> None:
        """From now on Python's own functions for files find what was written elsewhere. Other programs do not."""
        os.makedirs(self.store, exist_ok=True)
        builtins.open = io.open = tarfile.bltn_open = self._opening(builtins.open, _says_writing)  # type: ignore[attr-defined]
        os.open = self._opening(os.open, _flags_writing)
        for name in (*READ, *CHANGED):
            setattr(os, name, self._mapped(getattr(os, name), self.existing))
        for name in ("listdir", "scandir"):
            setattr(os, name, self._mapped(getattr(os, name), self.listed))
        double_folders.install()
        os.mkdir = self._mapped(os.mkdir, self.created)
        sqlite3.connect = self._mapped(sqlite3.connect, self.written)
        for name in ("rename", "replace", "link"):
            setattr(os, name, self._mapped(getattr(os, name), self.existing, self.written))
        os.symlink = self._mapped(os.symlink, lambda target: target, self.written)
        working_folder = os.getcwd
        os.getcwd = lambda: self.told(working_folder())

    def existing(self, path: str) -> str:
        """Where to read: elsewhere if it is there, else where it says."""
        path = double_folders.place(path)
        moved = self._moved(path)
        if moved is not None and os.path.lexists(moved):
            return moved
        if os.path.lexists(path) or not handed_over.is_file(path):
            return path
        made = path if moved is None else self._used(moved)
        return made if handed_over.make(path, made) else path

    def listed(self, path: str) -> str:
        """Where to look for files. A folder of a double's is never empty."""
        found = self.existing(path)
        if os.path.isdir(found) or not double_folders.is_one(path):
            return found
        moved = self._moved(found)
        folder = found if moved is None else self._used(moved)
        double_folders.fill(path, at=folder)
        return folder

    def created(self, path: str) -> str:
        """Where to make a folder. One that the machine has exists on the worker's as well."""
        moved = self._moved(path)
        return path if moved is None or (os.path.isdir(path) and not os.path.lexists(moved)) else self._used(moved)

    def written(self, path: str) -> str:
        """Where to write. A file of the machine is copied first, for whoever adds to it."""
        path = double_folders.place(path)
        moved = self._moved(path)
        if moved is None:
            return path
        self._used(moved)
        if not os.path.lexists(moved) and os.path.isfile(path) and os.path.getsize(path) <= LARGEST_COPY:
            shutil.copyfile(path, moved)
        return moved

    def told(self, path: str) -> str:
        """A path as the code knows it."""
        return path[len(self.store) :] if path.startswith(self.store + os.sep) else path

    def _moved(self, path: str) -> str | None:
        """The place of an absolute path below the store; None for what stays where it is."""
        normal = os.path.normpath(path)
        is_own = not normal.startswith(os.sep) or (normal + os.sep).startswith(self._own)
        return None if is_own else self.store + normal

    def _used(self, moved: str) -> str:
        """The folder around it was there on the worker's own machine."""
        top = os.sep + self.told(moved).split(os.sep)[1]
        if top not in self.used:
            self.used.append(top)
        os.makedirs(os.path.dirname(moved), exist_ok=True)
        return moved

    def _mapped(self, function: Callable[..., Any], *maps: Callable[[str], str]) -> Callable[..., Any]:
        """The same function, whose first arguments are mapped where they are paths."""

        @functools.wraps(function)
        def call(*positional: Any, **named: Any) -> Any:
            mapped = [self._map(way, value) for way, value in zip(maps, positional)]
            return function(*mapped, *positional[len(mapped) :], **named)

        return call

    def _opening(self, function: Callable[..., Any], writes: Callable[..., bool]) -> Callable[..., Any]:
        @functools.wraps(function)
        def opened(file: Any, *rest: Any, **named: Any) -> Any:
            return function(self._map(self.written if writes(*rest, **named) else self.existing, file), *rest, **named)

        return opened

    def _map(self, way: Callable[[str], str], path: Any) -> Any:
        """The path itself where it is none, and for the questions that a mapping asks."""
        if getattr(self._mapping, "now", False) or not isinstance(path, (str, bytes, os.PathLike)):
            return path
        self._mapping.now = True
        try:
            text = os.fsdecode(path)
            mapped = way(text)
            return path if mapped == text else mapped
        finally:
            self._mapping.now = False


def _says_writing(mode: Any = "r", *_rest: Any, **_named: Any) -> bool:
    return isinstance(mode, str) and any(letter in mode for letter in "wax+")


def _flags_writing(flags: int = 0, *_rest: Any, **_named: Any) -> bool:
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND))
