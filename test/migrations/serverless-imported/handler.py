from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    number: Any


class Imported(fal.App, name="imported"):
    machine_type = "S"

    @fal.endpoint("/")
    def is_even(self, input: Input) -> bool:
        the_number = input.number

        if not isinstance(the_number, int):
            raise HTTPException(status_code=422, detail="Silly human, you need to pass an integer.")

        if the_number % 2 == 0:
            return True

        return False
