"""Counts words in a process of its own, with the numbers of a config file."""
import json
import os
import subprocess
import sys
import tempfile
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def count(text, options):
    folder = tempfile.mkdtemp()
    source = os.path.join(folder, "text.txt")
    with open(source, "w") as f:
        f.write(text)
    command = [sys.executable, "count_words.py", "--text", source]
    for key, value in options.items():
        if value is True:
            command.append(f"--{key}")
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        raise HTTPException(status_code=500, detail={"error": "counting failed", "log": result.stderr[-200:]})
    return answer(json.loads(result.stdout))


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
    text: str
    options: dict[str, Any] = {}


class ScriptAsProcess(fal.App, name="script-as-process"):
    machine_type = "GPU-A100"
    requirements = ["accelerate"]
    app_files = ["count_words.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        return count(input.text, input.options)
