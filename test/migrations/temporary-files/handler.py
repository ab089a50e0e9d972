import base64
import os
import tempfile
import zipfile
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    archive: str | None = None


class Output(BaseModel):
    files: list[dict[str, Any]]


class TemporaryFiles(fal.App, name="temporary-files"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        data = input.archive
        if data is None:
            raise HTTPException(status_code=422, detail="archive is missing")

        tmp = tempfile.NamedTemporaryFile(suffix=".zip", delete=False)
        try:
            tmp.write(base64.b64decode(data))
            tmp.close()
            with zipfile.ZipFile(tmp.name) as archive:
                return Output(files=[{"name": i.filename, "size": i.file_size} for i in archive.infolist()])
        except zipfile.BadZipFile:
            raise HTTPException(status_code=500, detail="not a zip file")
        finally:
            os.unlink(tmp.name)
