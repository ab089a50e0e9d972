import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    celsius: float = 0.0
    digits: int = 1


class Output(BaseModel):
    kelvin: float
    fahrenheit: float


class HubSettings(fal.App, name="hub-settings"):
    machine_type = "GPU-L40"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        celsius = input.celsius
        digits = input.digits
        if celsius < -273.15:
            raise HTTPException(status_code=422, detail="below absolute zero")
        return Output(kelvin=round(celsius + 273.15, digits), fahrenheit=round(celsius * 9 / 5 + 32, digits))
