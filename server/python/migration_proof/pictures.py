"""Whether two picture files show the same, whatever their format stores beside the pixels."""

from __future__ import annotations


def same_pixels(old: str, new: str) -> bool:
    """Compare by pixels; false where either is no picture."""
    from PIL import Image

    try:
        with Image.open(old) as first, Image.open(new) as second:
            if first.size != second.size:
                return False
            return first.convert("RGBA").tobytes() == second.convert("RGBA").tobytes()
    except (OSError, ValueError, SyntaxError):
        return False
