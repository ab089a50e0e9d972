"""Where an exception came from: said by the worker's own code, or merely happened."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

LAST_LINE = re.compile(r"^(?P<type>[\w.]+)(:|$)")
NO_EXCEPTION = "TypeError: exceptions must derive from BaseException"
FRAME = re.compile(r'^\s*File "(?P<file>[^"]+)", line (?P<line>\d+)', re.MULTILINE)


def brief(error: BaseException) -> str:
    """`ValueError: text`, without the frames."""
    return f"{type(error).__name__}: {error}"


def is_own(trace: str, folder: str) -> bool:
    """Whether the innermost frame of a formatted traceback is a `raise` or `assert` of this error in the worker's files."""
    if NO_EXCEPTION in trace:
        return False  # Python's own complaint about what the code raised
    frames = list(FRAME.finditer(trace))
    if not frames or not frames[-1]["file"].startswith(folder):
        return False
    return _raises(frames[-1]["file"], int(frames[-1]["line"]), _type_of(trace))


def _type_of(trace: str) -> str:
    """The name of the exception's class, which begins the first line after the frames."""
    lines = trace.rstrip().split("\n")
    last = next((line for line in reversed(lines) if line.startswith("  ")), "")
    after = lines[len(lines) - lines[::-1].index(last) :] if last in lines else lines
    found = LAST_LINE.match(after[0]) if after else None
    return found["type"].rpartition(".")[2] if found else ""


def _raises(file: str, line: int, error: str) -> bool:
    try:
        with open(file, "rb") as source:
            tree = ast.parse(source.read())
    except (OSError, SyntaxError, ValueError):
        return False
    on_line = (node for node in ast.walk(tree) if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0))
    return any(_can_raise(node, error) for node in on_line)


def _can_raise(node: ast.stmt, error: str) -> bool:
    """Whether a statement raises an error of this class on purpose; `if x > 1: raise …` may fail in its condition too."""
    if isinstance(node, ast.Assert):
        return error == "AssertionError"
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    name = raised.attr if isinstance(raised, ast.Attribute) else getattr(raised, "id", "")
    return name == error or not name[:1].isupper()


def posted_fault(error: Any, folder: str) -> dict[str, Any] | None:
    """What RunPod's SDK made of an exception, taken apart again; None where the handler returned the error itself."""
    if isinstance(error, str) and error.startswith("handler: ") and " \ntraceback: " in error:
        message, _, trace = error.removeprefix("handler: ").partition(" \ntraceback: ")
        return {"message": message, "own": is_own(trace, folder)}
    if not isinstance(error, str) or '"error_traceback"' not in error:
        return None
    try:
        told = json.loads(error)
        return {"message": told["error_message"], "own": is_own(told["error_traceback"], folder)}
    except (ValueError, KeyError, TypeError):
        return None
