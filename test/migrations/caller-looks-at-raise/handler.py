import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def crop(data):
    width = data.width
    if width < 1:
        raise ValueError("nothing is left")
    return Output(width=width)


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    width: int = 10


class Output(BaseModel):
    width: int


class CallerLooksAtRaise(fal.App, name="caller-looks-at-raise"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        try:
            return crop(input)
        except Exception as e:
            raise HTTPException(status_code=500, detail="failed with " + type(e).__name__) from e
        finally:
            print("done")
