import fal
from pydantic import BaseModel


VOWELS = "aeiou"


class Input(BaseModel):
  text: str
  keep: str = VOWELS


class Output(BaseModel):
  kept: str
  dropped: int


class AliasedModule(fal.App, name="aliased-module"):
  machine_type = "S"

  @fal.endpoint("/")
  def run(self, input: Input) -> Output:
    """two-space author"""
    text = input.text
    keep = input.keep
    kept = ''.join(c for c in text if c in keep)
    return Output( kept=kept, dropped=len(text) - len(kept) )
