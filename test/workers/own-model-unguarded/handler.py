import runpod
from pydantic import BaseModel, ConfigDict, Field, field_validator


class Request(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str
    size: int = Field(default=3, ge=1, le=9)
    words: list[str] = []

    @field_validator("text")
    @classmethod
    def not_blank(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("text is blank")
        return value.strip()


def grams(request: Request) -> list[str]:
    return [request.text[at : at + request.size] for at in range(len(request.text) - request.size + 1)]


async def handler(event):
    request = Request.model_validate(event["input"])
    found = grams(request)
    return {"grams": found, "known": [word for word in request.words if word in found], "request": request.model_dump()}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
