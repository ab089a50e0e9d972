"""A temporary copy of the folder that a worker or an app lives in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LEFT_OUT = {"node_modules", "site-packages", "__pycache__", "venv"}
# Weights are read, not written: a link is enough, and the fence keeps the original from being changed.
LARGEST_COPY = 32 * 1024 * 1024


@contextmanager
def working_copy(task: dict[str, Any], root: str) -> Iterator[str]:
    """Copy `task["folder"]`, lay `task["files"]` over it, and remove everything afterwards."""
    folder = os.path.join(root, "worker")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    os.makedirs(os.path.join(root, "tmp"), exist_ok=True)
    try:
        if task.get("folder"):
            _copy_tree(task["folder"], folder)
        for name, text in task.get("files", {}).items():
            _write(Path(folder, name), text)
        yield folder
    finally:
        for name in ("worker", "tmp", "elsewhere"):
            shutil.rmtree(os.path.join(root, name), ignore_errors=True)


def _copy_tree(source: str, target: str) -> None:
    for entry in os.scandir(source):
        if entry.name.startswith(".") or entry.name in LEFT_OUT:
            continue
        copy = os.path.join(target, entry.name)
        if entry.is_dir(follow_symlinks=False):
            os.mkdir(copy)
            _copy_tree(entry.path, copy)
        elif entry.is_file():
            _copy_file(entry, copy)


def _copy_file(entry: os.DirEntry[str], copy: str) -> None:
    if entry.stat().st_size > LARGEST_COPY:
        os.symlink(os.path.realpath(entry.path), copy)
    else:
        shutil.copy2(entry.path, copy)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
