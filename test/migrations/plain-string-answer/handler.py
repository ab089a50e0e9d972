import fal
from pydantic import BaseModel


class Input(BaseModel):
    name: str = 'World'


class PlainStringAnswer(fal.App, name="plain-string-answer"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> str:
        """
        Process incoming requests, returns a greeting.
        """
        return f"Hello, {input.name}!"
