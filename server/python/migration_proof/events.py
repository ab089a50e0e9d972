"""Server-sent events, taken apart as a browser would."""

from __future__ import annotations

from typing import Any

from . import plain


def events_of(text: str) -> list[dict[str, Any]]:
    """The data of every event, as JSON where it is JSON. Comments and events without data are not events."""
    events = []
    for block in text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n"):
        lines = [line for line in block.split("\n") if line == "data" or line.startswith("data:")]
        if lines:
            data = "\n".join(line[5:].removeprefix(" ") for line in lines)
            events.append(plain.parsed(data))
    return events
