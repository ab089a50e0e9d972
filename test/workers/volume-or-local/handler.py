import json
import os
from pathlib import Path

import runpod

BASE = "/runpod-volume" if os.path.exists("/runpod-volume") else "/tmp/volume-or-local"
DATA = Path(BASE) / "notes"
DATA.mkdir(parents=True, exist_ok=True)


def handler(job):
    job_input = job["input"]
    name = job_input.get("name")
    if not name or "/" in name:
        return {"error": "a plain name is needed"}

    path = DATA / f"{name}.json"
    if "text" in job_input:
        path.write_text(json.dumps({"text": job_input["text"]}))
        return {"saved": name}
    if not path.exists():
        return {"error": f"no note {name}"}
    note = json.loads(path.read_text())
    path.unlink()
    return note


runpod.serverless.start({"handler": handler})
