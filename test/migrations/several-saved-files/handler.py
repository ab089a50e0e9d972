import csv
import json
from typing import Any

import fal
from fal.toolkit import File
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    rows: Any


class SeveralSavedFiles(fal.App, name="several-saved-files"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        rows = input.rows
        if not rows:
            raise HTTPException(status_code=422, detail="rows is empty")
        columns = sorted({key for row in rows for key in row})

        with open("/tmp/table.csv", "w", newline="") as f:
            writer = csv.DictWriter(f, fieldnames=columns)
            writer.writeheader()
            writer.writerows(rows)

        with open("/tmp/table.json", "w") as f:
            json.dump(rows, f)

        return {
            "csv": File.from_path("/tmp/table.csv", content_type="text/csv"),
            "json": File.from_path("/tmp/table.json", content_type="application/json"),
            "columns": columns,
        }
