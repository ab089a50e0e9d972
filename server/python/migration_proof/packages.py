"""What a program asks of its environment and does not find: packages, and variables that nobody set."""

from __future__ import annotations

import ast
import importlib.machinery
import importlib.util
import os
from collections.abc import Iterator


EITHER = "either "
"""Marks what `from package import name` may name: a module of the package, or something inside it."""


def survey(folder: str, file: str) -> dict[str, list[str]]:
    """Top-level packages and environment variables that the file, or a local module it imports, asks for in vain."""
    seen: set[str] = set()
    names: set[str] = set()
    variables: set[str] = set()
    waiting = [os.path.join(folder, file)]
    while waiting:
        path = os.path.normpath(waiting.pop())
        if path in seen:
            continue
        seen.add(path)
        tree = _parsed(path)
        variables.update(_variables(tree))
        for name in _imported(tree):
            if name.startswith(EITHER):
                waiting += _local_files(name[len(EITHER) :], import_roots(path, folder))
                continue
            local = list(_local_files(name, import_roots(path, folder) + import_roots(os.path.join(folder, file), folder)))
            waiting += local
            if not local and not name.startswith("."):
                names.add(name)
    missing = sorted({absent for absent in map(_absent, names) if absent})
    return {"missing": missing, "variables": sorted(name for name in variables if name not in os.environ)}


def _parsed(path: str) -> ast.AST:
    try:
        with open(path, "rb") as source:
            return ast.parse(source.read())
    except (OSError, SyntaxError, ValueError):
        return ast.Module([], [])


def _variables(tree: ast.AST) -> Iterator[str]:
    """Variables without a default: `os.environ["X"]`, `os.getenv("X")`, `os.environ.get("X", "")`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and _ends_with(node.value, "environ"):
            read = node.slice
        elif isinstance(node, ast.Call) and _reads_environment(node.func) and node.args and not _has_default(node):
            read = node.args[0]
        else:
            continue
        if isinstance(read, ast.Constant) and isinstance(read.value, str):
            yield read.value


def _has_default(call: ast.Call) -> bool:
    values = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
    return any(not isinstance(value, ast.Constant) or value.value not in (None, "") for value in values)


def _reads_environment(function: ast.expr) -> bool:
    return _ends_with(function, "getenv") or (
        isinstance(function, ast.Attribute) and function.attr == "get" and _ends_with(function.value, "environ")
    )


def _ends_with(expression: ast.expr, name: str) -> bool:
    return name == (expression.attr if isinstance(expression, ast.Attribute) else getattr(expression, "id", ""))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield module
            if not node.level:
                yield from (f"{EITHER}{module}.{alias.name}" for alias in node.names)
            yield from (f"{module.rstrip('.')}.{alias.name}" for alias in node.names if node.level or is_shared(module))


def import_roots(path: str, folder: str) -> list[str]:
    """Where a file's imports may lie: its own folder, and those above it up to the program's, each with its `src`."""
    above, roots = os.path.normpath(folder), [os.path.dirname(os.path.normpath(path))]
    while roots[-1] != above and roots[-1].startswith(above):
        roots.append(os.path.dirname(roots[-1]))
    return [place for root in roots for place in (root, os.path.join(root, "src"))]


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


def _absent(name: str) -> str | None:
    """The package of an import that is not installed; below a folder that several packages share, the one in it."""
    parts = name.split(".")
    for length in range(1, len(parts) + 1):
        prefix = ".".join(parts[:length])
        if not _is_installed(prefix):
            return prefix
        if not is_shared(prefix):
            return None
    return None


def is_shared(name: str) -> bool:
    """Whether a package is a mere folder for others, as `google` is for `google.protobuf` and `google.cloud`."""
    spec = _specification(name)
    return spec is not None and spec.loader is None or type(getattr(spec, "loader", None)).__name__ == "NamespaceLoader"


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return True  # half imported by the SDK: it is there


def _specification(name: str) -> importlib.machinery.ModuleSpec | None:
    try:
        return importlib.util.find_spec(name) if name else None
    except (ImportError, ValueError):
        return None
