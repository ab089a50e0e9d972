import os
import tempfile

import runpod

folder = tempfile.TemporaryDirectory(prefix="notes-")
NOTES = os.path.join(folder.name, "notes.txt")


def handler(job):
    with open(NOTES, "a") as file:
        file.write(job["input"]["note"] + "\n")
    with open(NOTES) as file:
        return {"notes": len(file.readlines())}


runpod.serverless.start({"handler": handler})
