from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, Field


UNITS = {"km": 1000.0, "m": 1.0, "cm": 0.01, "mile": 1609.344}

def convert(value, source, target):
	return value * UNITS[source] / UNITS[target]


class Input(BaseModel):
	from_: Any = Field(alias="from")
	to: str = "m"
	value: Any


class Output(BaseModel):
	value: Any
	unit: str


class StartImportedByName(fal.App, name="start-imported-by-name"):
	machine_type = "S"

	@fal.endpoint("/")
	def handler(self, input: Input) -> Output:
		source = input.from_
		target = input.to
		for unit in (source, target):
			if unit not in UNITS:
				raise HTTPException(status_code=422, detail="unknown unit: " + unit)
		print("converting")
		return Output(value=round(convert(input.value, source, target), 6), unit=target)
