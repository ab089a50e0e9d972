from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    temperature: float = Field(default=0.7, strict=False)
    top_k: int = Field(default=50, strict=False)
    name: str = "anon"
    echo: bool = False
    stop: list[Any] = ()
    seed: int | None = Field(default=None, strict=False)


class Output(BaseModel):
    temperature: float
    top_k: int
    name: str
    echo: bool
    stop: list[Any]
    seed: Any


class CastsEverywhere(fal.App, name="casts-everywhere"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        temperature = float(input.temperature)
        top_k = int(input.top_k)
        name = str(input.name).strip().lower()
        echo = bool(input.echo)
        stop = list(input.stop)
        seed = int(input.seed) if "seed" in input.model_fields_set else None

        if temperature < 0:
            raise HTTPException(status_code=422, detail="temperature must not be negative")

        return Output(
            temperature=temperature,
            top_k=top_k,
            name=name,
            echo=echo,
            stop=stop,
            seed=seed,
        )
