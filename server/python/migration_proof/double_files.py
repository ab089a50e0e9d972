"""Files that code writes and reads through doubles: `image.save(path)`, `open(hf_hub_download(…))`."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import tempfile
import wave
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from . import symbols

WRITER = re.compile(r"^(save|write|export|dump|imwrite|imsave|to_file|tofile)(_|$)|^(save|write|export)[a-z]*$")
NAME = re.compile(r"^double-[0-9a-f]{16}(\.\w+)?$")
ADDRESS_KEY = re.compile(r"(url|uri|link|href)s?'[])]+$", re.IGNORECASE)
PLACE = re.compile(r"^(.*/double-[0-9a-f]{16}\.png)(?:/|$)", re.DOTALL)
SIDE = 8
RATE = 8000


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
        file.write(content(text, subject))
    return True


def content(path: str, symbol: str) -> bytes:
    """The bytes of a file that stands for a symbol: of the kind that its name says, a picture where it says nothing."""
    return KINDS.get(os.path.splitext(path)[1].lower(), picture)(symbol)


def place(symbol: str) -> str:
    """Where a double is as a file or as a folder, whichever it is asked for first."""
    return os.path.join(tempfile.gettempdir(), f"double-{symbols.digest(symbol).hex()[:16]}.png")


def name_of(symbol: str) -> str:
    """What stands for an entry of somebody's message in a text: an address that is there, or an id, or the name of a file."""
    name = f"double-{symbols.digest(symbol).hex()[:16]}"
    return f"http://inputs.test/{name}.png" if ADDRESS_KEY.search(symbol) else name


def is_text(value: str) -> bool:
    """Whether a text is all that a double is as a text."""
    return value.startswith("‹") or NAME.match(value) is not None


def is_named(path: str) -> bool:
    """Whether a path ends in the name of a double, and is not that double's own place, which is a folder just as well."""
    return NAME.search(os.path.basename(path)) is not None and os.path.dirname(path) != tempfile.gettempdir()


def root_of(path: str) -> str | None:
    """The place of the double in which a path lies; None where it lies in none."""
    found = PLACE.match(path)
    return found[1] if found else None


def readable(symbol: str) -> str:
    """The path of a file that stands for a symbol; it is there when it is asked for."""
    path = place(symbol)
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


def sound(symbol: str) -> bytes:
    """A tenth of a second, as WAV, whose samples are a symbol's digest again and again."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(symbols.digest(symbol) * (RATE // 160))
    return buffer.getvalue()


def archive(symbol: str) -> bytes:
    """A zip file with two pictures and a text to each, as data to train on mostly comes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in ("a", "b"):
            for extension in (".png", ".txt"):
                moment = zipfile.ZipInfo(f"{name}{extension}")  # without it, the time of now is written
                file.writestr(moment, content(moment.filename, f"{symbol}/{name}"))
    return buffer.getvalue()


def json_text(symbol: str) -> bytes:
    """JSON in which the double itself is written: whoever reads it has the double again."""
    return json.dumps(as_json(symbol, "")).encode()


def as_json(symbol: str, text: str) -> dict[str, Any]:
    """What stands for a double in JSON: its expression, and what it is as a number and as a text."""
    return {"$double": symbol, "number": symbols.number(symbol), "text": text}


def text(symbol: str) -> bytes:
    """A line of text."""
    return f"‹{symbol}›\n".encode()


KINDS: dict[str, Callable[[str], bytes]] = {
    **dict.fromkeys((".wav", ".mp3", ".flac", ".ogg", ".m4a", ".aac", ".opus"), sound),
    **dict.fromkeys((".json", ".jsonl"), json_text),
    ".zip": archive,
    **dict.fromkeys((".txt", ".md", ".srt", ".vtt", ".csv", ".tsv", ".log", ".html", ".yaml", ".yml"), text),
}
