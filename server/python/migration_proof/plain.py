"""Values as JSON that every reader understands: what JSON cannot say is tagged, nothing is lost."""

from __future__ import annotations

import json
import math
from typing import Any

LARGEST_EXACT_INTEGER = 2**53
DECODER = json.JSONDecoder()


def tagged(value: Any) -> Any:
    """The same value, with `NaN`, infinities and integers beyond 2**53 as `{"$number": text}`."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float) and not math.isfinite(value):
        return {"$number": str(value)}
    if isinstance(value, int) and abs(value) > LARGEST_EXACT_INTEGER:
        return {"$number": str(value)}
    if isinstance(value, dict):
        return {key: tagged(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [tagged(entry) for entry in value]
    return value


def loads(text: str) -> Any:
    """JSON as it is: code under test has its own reader, in which doubles come to life."""
    return DECODER.decode(text)


def parsed(text: str) -> dict[str, Any]:
    """`{"json": value}`, or `{"text": text}` where the text is no JSON."""
    try:
        return {"json": tagged(loads(text))}
    except (ValueError, RecursionError):
        return {"text": text}
