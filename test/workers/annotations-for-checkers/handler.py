from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

import runpod

if TYPE_CHECKING:
    from PIL.Image import Image as Picture


def describe(name: str, picture: Optional[Picture] = None) -> dict[str, Any]:
    return {"name": name, "has_picture": picture is not None}


def handler(job: dict[str, Any]) -> dict[str, Any]:
    return describe(job["input"].get("name", "nobody"))


runpod.serverless.start({"handler": handler})
