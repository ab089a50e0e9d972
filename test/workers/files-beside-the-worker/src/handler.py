import json
import os
from pathlib import Path

import runpod

HERE = Path(__file__).resolve().parent
TEMPLATES = json.loads((HERE / "prompts" / "en" / "templates.json").read_text())


def names():
    with open(os.path.join(os.path.dirname(__file__), "prompts", "names.txt")) as file:
        return file.read().split()


def handler(job):
    name = job["input"]["name"]
    return {"text": TEMPLATES["hello"].format(name), "known": name in names()}


runpod.serverless.start({"handler": handler})
