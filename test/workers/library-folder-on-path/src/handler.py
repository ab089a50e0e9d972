import os
import sys

import runpod

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))

from slugs import slugify
from tables import render


def handler(job):
    rows = job["input"].get("rows", [])
    style = job["input"].get("style", "plain")
    try:
        return {"table": render(rows, style), "anchors": [slugify(r[0]) for r in rows]}
    except LookupError as e:
        return {"error": f"{type(e).__name__}: {e}"}


runpod.serverless.start({"handler": handler})
