import os
import tempfile

import runpod
from runpod.serverless.utils.rp_upload import upload_file_to_bucket, upload_in_memory_object


def summarize(text):
    sentences = [s.strip() for s in text.split(".") if s.strip()]
    return ". ".join(sentences[:1]) + ("." if sentences else "")


def handler(job):
    job_input = job["input"]
    text = job_input.get("text")
    if not text:
        return {"error": "text is required"}

    summary = summarize(text)
    if not job_input.get("upload", False):
        return {"summary": summary}

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "summary.txt")
        with open(path, "w") as f:
            f.write(summary)
        url = upload_file_to_bucket("summary.txt", path, prefix=job["id"])
    original = upload_in_memory_object("original.txt", text.encode(), prefix=job["id"])
    return {"summary": summary, "url": url, "original": original}


runpod.serverless.start({"handler": handler})
