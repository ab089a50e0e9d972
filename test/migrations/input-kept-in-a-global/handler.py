import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    title: str = "untitled"
    loud: bool = False
    width: int = 20
    body: str


class Output(BaseModel):
    page: str
    lines: int


class InputKeptInAGlobal(fal.App, name="input-kept-in-a-global"):
    machine_type = "S"

    def setup(self) -> None:
        self.request = {}

    def heading(self):
        title = self.request.get("title", "untitled")
        return title.upper() if self.request.get("loud", False) else title

    def rule(self, character):
        return character * self.request.get("width", 20)

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        self.request = input.model_dump(exclude_unset=True)

        lines = self.request["body"].splitlines()
        return Output(page="\n".join([self.heading(), self.rule("="), *lines]), lines=len(lines))
