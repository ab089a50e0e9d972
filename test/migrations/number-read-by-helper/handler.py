import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    temperature: int | float = 1.0


class Output(BaseModel):
    text: str


class NumberReadByHelper(fal.App, name="number-read-by-helper"):
    machine_type = "S"
    app_files = ["reading.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from reading import read_temperature

        temperature = read_temperature(input.model_dump(exclude_unset=True))
        return Output(text=f"at {temperature}")
