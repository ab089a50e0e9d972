from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    text: str | None = Field(default=None, description="the text to wrap. Required.")
    width: int = Field(default=20, description="the longest line, default 20")
    indent: str = Field(default="", description="put before every line but the first")
    keep_empty: Any = Field(default=None, description="keep empty lines")


class Output(BaseModel):
    lines: Any


class DocumentedInput(fal.App, name="documented-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        """
        Split a text into lines of limited length.

        Input:
            text (str): the text to wrap. Required.
            width (int): the longest line, default 20
            indent (str): put before every line but the first
            keep_empty (bool): keep empty lines

        Returns:
            dict: {"lines": [...]} or {"error": "..."}
        """
        import textwrap
        if "text" not in input.model_fields_set:
            raise HTTPException(status_code=422, detail="text is required")
        lines = textwrap.wrap(
            input.text,
            width=input.width,
            subsequent_indent=input.indent,
        )
        if input.keep_empty:
            lines.append("")
        return Output(lines=lines)
