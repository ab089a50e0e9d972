"""Names for symbolic values: the expression that made them, shortened where it grows long."""

from __future__ import annotations

import hashlib
import re
import types
from typing import Any

from .places import ROOT, WORKER, without_places

LONGEST = 200
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def shortened(symbol: str) -> str:
    """A symbol of bounded length that is still different for different expressions."""
    if len(symbol) <= LONGEST:
        return symbol
    return f"{symbol[: LONGEST - 70]}…{digest(symbol).hex()[:12]}…{symbol[-50:]}"


def digest(symbol: str) -> bytes:
    """32 bytes that stand for a symbol."""
    return hashlib.sha256(symbol.encode("utf-8", "surrogatepass")).digest()


def number(symbol: str) -> int:
    """A small positive number that stands for a symbol; small, because it may be a size or a count."""
    return 1 + digest(symbol)[0] % 8


# What chance or the machine makes of a name: two runs of the same program differ in it.
UUID = re.compile(r"(?!00000000-0000-4)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
TEMPORARY_NAME = re.compile(rf"\btmp[a-z0-9_]{{8}}\b|(?<={ROOT}/tmp/)[^/\s'\"]*?[a-z0-9_]{{8}}(?=[/.\s'\")]|$)")
MOMENT = re.compile(r"\b1[6-9]\d{8}(\.\d+)?\b")
# A migration says that it drops these: on fal the weights are fetched once, and kept.
DROPPED_ARGUMENTS = {"local_files_only"}


class _Place:
    folder = WORKER
    elsewhere = WORKER


def _without_chance(text: str) -> str:
    """The text on either platform and in every run: RunPod's network volume is `/data` on fal."""
    text = without_places(ADDRESS.sub("", text), _Place.folder, _Place.elsewhere)
    text = text.replace("/runpod-volume", "/data")
    return MOMENT.sub("‹time›", TEMPORARY_NAME.sub("tmp", UUID.sub("‹id›", text)))


def set_places(folder: str, elsewhere: str) -> None:
    """The working folder, and where other folders are: their own paths differ between two runs and say nothing."""
    _Place.folder = folder
    _Place.elsewhere = elsewhere


def argument(value: Any, depth: int = 0) -> str:
    """How an argument is written in a symbol: by value where it has one, else by name or type."""
    if isinstance(value, (types.FunctionType, types.MethodType, types.BuiltinFunctionType, type)):
        return f"<{value.__name__}>"
    if isinstance(value, types.ModuleType):
        return f"<{value.__name__}>"
    if type(value) is float and value.is_integer():
        return str(int(value))  # 7 and 7.0 are the same number, and a model's field may make one of the other
    if depth < 4 and type(value) in (list, tuple, set, frozenset):
        entries = [argument(entry, depth + 1) for entry in value]
        return f"{type(value).__name__}({', '.join(entries)})"
    if depth < 4 and type(value) is dict:
        # The order of keys says nothing: a job is put together in another order than it came in.
        entries = sorted(f"{argument(key)}: {argument(entry, depth + 1)}" for key, entry in value.items())
        return "{" + ", ".join(entries) + "}"
    return shortened(_without_chance(_described(value)))


def _described(value: Any) -> str:
    if isinstance(value, (bytes, bytearray, memoryview)) and len(value) > 32:
        return f"<{len(value)} bytes {hashlib.sha256(bytes(value)).hexdigest()[:12]}>"
    if type(value).__repr__ is object.__repr__:
        return f"<a {type(value).__name__}>"
    try:
        return repr(value)
    except Exception:
        return f"<a {type(value).__name__}>"


def arguments(positional: tuple[Any, ...], named: dict[str, Any]) -> str:
    """The inside of a call's parentheses."""
    given = [argument(value) for value in positional]
    given += [f"{name}={argument(value)}" for name, value in named.items() if name not in DROPPED_ARGUMENTS]
    return ", ".join(given)
