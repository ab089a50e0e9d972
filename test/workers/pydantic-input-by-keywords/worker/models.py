from pydantic import BaseModel, field_validator


class ResizeResult(BaseModel):
    width: int
    height: int
    scaled: bool = False


class ResizeRequest(BaseModel):
    width: int
    height: int
    max_width: int = 1920
    max_height: int = 1080

    @field_validator("width", "height")
    @classmethod
    def positive(cls, value):
        if value <= 0:
            raise ValueError("must be positive")
        return value

    def result(self, ratio):
        return ResizeResult(width=round(self.width * ratio), height=round(self.height * ratio), scaled=ratio < 1)
