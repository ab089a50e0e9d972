import os
import tempfile

import runpod
from faster_whisper import WhisperModel
from runpod.serverless.utils import download_files_from_urls

model = WhisperModel("small")


def handler(job):
    paths = download_files_from_urls(job["id"], job["input"]["audio"])
    with tempfile.TemporaryDirectory(prefix="asr-") as folder:
        path = os.path.join(folder, "sound")
        if paths[0] is None:
            return {"error": "the audio cannot be downloaded"}
        os.replace(paths[0], path)
        segments, _ = model.transcribe(path)
        return [{"start": float(segment.start), "text": str(segment.text)} for segment in segments]


runpod.serverless.start({"handler": handler})
