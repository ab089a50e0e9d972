import os
import sys
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    rows: list[Any] = []
    style: str = "plain"


class Output(BaseModel):
    table: Any
    anchors: list[Any]


class LibraryFolderOnPath(fal.App, name="library-folder-on-path"):
    machine_type = "S"
    app_files = ["lib/slugs.py", "lib/tables.py"]

    def setup(self) -> None:
        sys.path.append("lib")
        sys.path.append(os.path.join(os.getcwd(), "lib"))

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from slugs import slugify
        from tables import render

        rows = input.rows
        style = input.style
        try:
            return Output(table=render(rows, style), anchors=[slugify(r[0]) for r in rows])
        except LookupError as e:
            raise HTTPException(status_code=500, detail=f"{type(e).__name__}: {e}") from e
