from dataclasses import dataclass

import runpod


class BaseModel:
    """What every model of this worker can do."""

    def run(self, text):
        raise NotImplementedError


@dataclass
class Field:
    name: str
    value: str


class Shouter(BaseModel):
    def run(self, text):
        return Field("shouted", text.upper() + "!")


model = Shouter()


def handler(job):
    field = model.run(job["input"]["text"])
    return {field.name: field.value, "model": type(model).__mro__[1].__name__}


runpod.serverless.start({"handler": handler})
