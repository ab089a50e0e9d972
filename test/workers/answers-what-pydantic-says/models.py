from pydantic import BaseModel, ConfigDict, Field, model_validator


class Request(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1)
    size: int = Field(20, ge=1)
    overlap: int = 0

    @model_validator(mode="after")
    def check_overlap(self):
        if self.overlap >= self.size:
            raise ValueError("overlap must be smaller than size")
        return self
