import base64
import os
import tempfile
import zipfile

import runpod


def handler(job):
    data = job["input"].get("archive")
    if data is None:
        return {"error": "archive is missing"}

    tmp = tempfile.NamedTemporaryFile(suffix=".zip", delete=False)
    try:
        tmp.write(base64.b64decode(data))
        tmp.close()
        with zipfile.ZipFile(tmp.name) as archive:
            return {"files": [{"name": i.filename, "size": i.file_size} for i in archive.infolist()]}
    except zipfile.BadZipFile:
        return {"error": "not a zip file"}
    finally:
        os.unlink(tmp.name)


runpod.serverless.start({"handler": handler})
