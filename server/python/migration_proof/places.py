"""What stands for the folders of a run in all that is compared: where the proof keeps its files says nothing."""

from __future__ import annotations

import os

WORKER = "/worker"
ROOT = "/root"


def without_places(text: str, folder: str, elsewhere: str) -> str:
    """The text with the working folder, the folder around it and the one of all others under their plain names."""
    return text.replace(elsewhere, "").replace(folder, WORKER).replace(os.path.dirname(folder), ROOT)
