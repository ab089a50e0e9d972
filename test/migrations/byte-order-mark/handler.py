# -*- coding: utf-8 -*-
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


GRÜSSE = {"früh": "Guten Morgen ☀", "spät": "Gute Nacht 🌙"}


class Input(BaseModel):
    tageszeit: str = "früh"
    name: str = "Welt"


class ByteOrderMark(fal.App, name="byte-order-mark"):
    machine_type = "S"

    @fal.endpoint("/")
    def begrüße(self, input: Input) -> dict[str, Any]:
        tageszeit = input.tageszeit  # früh oder spät
        if tageszeit not in GRÜSSE:
            raise HTTPException(status_code=422, detail=f"»{tageszeit}« kenne ich nicht")
        name = input.name
        return {"gruß": f"{GRÜSSE[tageszeit]}, {name}!", "länge": len(name)}
