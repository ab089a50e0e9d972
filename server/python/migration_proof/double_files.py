"""Files that code writes and reads through doubles: `image.save(path)`, `open(hf_hub_download(…))`."""

from __future__ import annotations

import os
import re
import struct
import tempfile
import zlib
from typing import Any

from . import symbols

WRITER = re.compile(r"^(save|write|export|dump|imwrite|to_file|tofile)(_|$)|^(save|write|export|im)[a-z]*$")
SIDE = 8


def write(owner: str, method: str, positional: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Write what is saved, the owner (`image.save(path)`) or another double (`imwrite(path, image)`); false where nothing is."""
    if WRITER.match(method) is None:
        return False
    given = [*positional, *named.values()]
    subject = next((repr(value) for value in given if _is_double(value)), owner)
    return any(_write_to(value, subject) for value in given if not _is_double(value))


def _is_double(value: Any) -> bool:
    return hasattr(type(value), "_json")


def _write_to(target: Any, subject: str) -> bool:
    if isinstance(target, (str, os.PathLike)):
        return _write_path(os.fspath(target), subject)
    if callable(getattr(target, "write", None)):
        target.write(picture(subject))
        return True
    return False


def _write_path(path: str | bytes, subject: str) -> bool:
    text = os.fsdecode(path)
    if not os.path.splitext(text)[1] or not os.path.isdir(os.path.dirname(text) or "."):
        return False
    with open(text, "wb") as file:
        file.write(picture(subject))
    return True


def readable(symbol: str) -> str:
    """The path of a file that stands for a symbol; it is there when it is asked for."""
    path = os.path.join(tempfile.gettempdir(), f"double-{symbols.digest(symbol).hex()[:16]}.png")
    if not os.path.exists(path):
        with open(path, "wb") as file:
            file.write(picture(symbol))
    return path


def pixels(symbol: str) -> bytes:
    """The bytes of a small RGB picture that stands for a symbol."""
    return (symbols.digest(symbol) * SIDE)[: SIDE * SIDE * 3]


def picture(symbol: str) -> bytes:
    """A small PNG whose pixels are a symbol's digest."""
    colours = pixels(symbol)
    rows = b"".join(b"\0" + colours[row * SIDE * 3 : (row + 1) * SIDE * 3] for row in range(SIDE))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
