# Windows author
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


NAMES = {
	"de": "Welt",
	"fr": "monde",
}


class Input(BaseModel):
	lang: str = "de"


class Output(BaseModel):
	text: Any
	lines: int


class CrlfAndTabs(fal.App, name="crlf-and-tabs"):
	machine_type = "S"

	@fal.endpoint("/")
	def handler(self, input: Input) -> Output:
		lang = input.lang

		if lang not in NAMES:
			raise HTTPException(status_code=422, detail="unknown language")

		text = """first line
	second line"""
		return Output(text=NAMES[lang], lines=len(text.splitlines()))
