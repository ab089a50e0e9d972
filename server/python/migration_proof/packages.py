"""Which packages a program imports that are not installed in this environment."""

from __future__ import annotations

import ast
import importlib.util
import os
from collections.abc import Iterator


def missing(folder: str, file: str) -> list[str]:
    """Top-level names that the file, or a local module it imports, asks for in vain."""
    seen: set[str] = set()
    names: set[str] = set()
    waiting = [os.path.join(folder, file)]
    while waiting:
        path = os.path.normpath(waiting.pop())
        if path in seen:
            continue
        seen.add(path)
        for name in _imported(path):
            local = list(_local_files(name, [os.path.dirname(path), os.path.dirname(os.path.join(folder, file)), folder]))
            waiting += local
            if not local and not name.startswith("."):
                names.add(name.partition(".")[0])
    return sorted(name for name in names if not _is_installed(name))


def _imported(path: str) -> Iterator[str]:
    try:
        with open(path, "rb") as source:
            tree = ast.parse(source.read())
    except (OSError, SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield module
            yield from (f"{module.rstrip('.')}.{alias.name}" for alias in node.names if node.level)


def _local_files(name: str, folders: list[str]) -> Iterator[str]:
    parts = name.lstrip(".").split(".")
    for folder in folders:
        found = [path for path in _module_files(folder, parts) if os.path.isfile(path)]
        if found:
            yield from found
            return


def _module_files(folder: str, parts: list[str]) -> Iterator[str]:
    for length in range(1, len(parts) + 1):
        stem = os.path.join(folder, *parts[:length])
        yield stem + ".py"
        yield os.path.join(stem, "__init__.py")


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return True  # half imported by the SDK: it is there
