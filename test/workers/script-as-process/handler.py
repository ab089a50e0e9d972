"""Counts words in a process of its own, with the numbers of a config file."""
import json
import os
import subprocess
import sys
import tempfile

import runpod


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
        return {"error": "counting failed", "log": result.stderr[-200:]}
    return json.loads(result.stdout)


def handler(job):
    job_input = job["input"]
    return count(job_input["text"], job_input.get("options", {}))


runpod.serverless.start({"handler": handler})
