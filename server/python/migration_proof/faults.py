"""Where an exception came from: said by the worker's own code, or merely happened."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

FRAME = re.compile(r'^\s*File "(?P<file>[^"]+)", line (?P<line>\d+)', re.MULTILINE)


def brief(error: BaseException) -> str:
    """`ValueError: text`, without the frames."""
    return f"{type(error).__name__}: {error}"


def is_own(trace: str, folder: str) -> bool:
    """Whether the innermost frame of a formatted traceback is a `raise` or `assert` in the worker's own files."""
    frames = list(FRAME.finditer(trace))
    if not frames or not frames[-1]["file"].startswith(folder):
        return False
    return _raises(frames[-1]["file"], int(frames[-1]["line"]))


def _raises(file: str, line: int) -> bool:
    try:
        with open(file, "rb") as source:
            tree = ast.parse(source.read())
    except (OSError, SyntaxError, ValueError):
        return False
    raising = (node for node in ast.walk(tree) if isinstance(node, (ast.Raise, ast.Assert)))
    return any(node.lineno <= line <= (node.end_lineno or node.lineno) for node in raising)


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
