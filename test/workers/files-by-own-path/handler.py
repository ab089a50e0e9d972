"""Names plants from a table that lies beside this file."""
import json
import os
from pathlib import Path

import runpod

HERE = os.path.dirname(os.path.abspath(__file__))
TEXTS = Path(__file__).parents[0] / "texts"

with open(os.path.join(HERE, "data", "plants.json"), encoding="utf-8") as table:
    PLANTS = json.load(table)


def stop_words():
    return (TEXTS / "stop_words.txt").read_text(encoding="utf-8").split()


def handler(job):
    word = job["input"]["word"]
    if word in stop_words():
        return {"error": f"'{word}' is no plant"}
    with open(os.path.join(os.path.dirname(__file__), "data", "suffix.txt"), encoding="utf-8") as file:
        suffix = file.read().strip()
    return {"plant": PLANTS.get(word, "unknown") + suffix, "known": len(PLANTS)}


runpod.serverless.start({"handler": handler})
