import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    text: str | None = None
    limit: Any = None


class WildcardOfOwnModule(fal.App, name="wildcard-of-own-module"):
    machine_type = "S"
    app_files = ["helpers.py", "limits.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        from helpers import refusal, split_words
        from limits import LIMITS

        if "text" not in input.model_fields_set:
            result = refusal("text is required")
            if "error" in result:
                raise HTTPException(status_code=500, detail=result["error"])
            return result
        words = split_words(input.text, input.limit if "limit" in input.model_fields_set else LIMITS["words"])
        return dict(words=words, count=len(words), longest=max(words, key=len, default=None))
