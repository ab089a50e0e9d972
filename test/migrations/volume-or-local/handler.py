import json
import os
from pathlib import Path
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def answer(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


class Input(BaseModel):
    name: Any = None
    text: str | None = None


class VolumeOrLocal(fal.App, name="volume-or-local"):
    machine_type = "S"

    def setup(self) -> None:
        BASE = "/data" if os.path.exists("/data") else "/tmp/volume-or-local"
        self.data = Path(BASE) / "notes"
        self.data.mkdir(parents=True, exist_ok=True)

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        name = input.name
        if not name or "/" in name:
            raise HTTPException(status_code=422, detail="a plain name is needed")

        path = self.data / f"{name}.json"
        if "text" in input.model_fields_set:
            path.write_text(json.dumps({"text": input.text}))
            return {"saved": name}
        if not path.exists():
            raise HTTPException(status_code=422, detail=f"no note {name}")
        note = json.loads(path.read_text())
        path.unlink()
        return answer(note)
