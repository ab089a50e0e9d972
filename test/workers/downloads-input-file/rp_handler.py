import os

import runpod
from runpod.serverless.utils import download_files_from_urls, rp_cleanup, rp_download


def size_of(path):
    return os.path.getsize(path)


def handler(job):
    job_input = job["input"]

    if not job_input.get("url") and not job_input.get("urls") and not job_input.get("text"):
        return {"error": "Please provide url, urls or text"}

    if job_input.get("text"):
        return {"sizes": [len(job_input["text"].encode())]}

    if job_input.get("urls"):
        paths = download_files_from_urls(job["id"], job_input["urls"])
    else:
        paths = [rp_download.file(job_input["url"])["file_path"]]

    sizes = [size_of(path) for path in paths]
    rp_cleanup.clean(["input_objects"])
    return {"sizes": sizes}


runpod.serverless.start({"handler": handler})
