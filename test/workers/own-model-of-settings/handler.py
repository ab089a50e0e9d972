import os

import runpod
from pydantic import BaseModel, ValidationError

LIMIT = int(os.environ.get("LIMIT", "5"))
counter = 0

class Input(BaseModel):
    text: str
    n: int = LIMIT

class Output(BaseModel):
    text: str
    took: float

def load():
    return str.upper

model = load()

def handler(event):
    global counter
    counter += 1
    try:
        input = Input(**event["input"])
    except ValidationError as e:
        print(f"refused {counter}")
        return {"error": "invalid input", "details": e.errors(include_url=False)}
    text = f"{model(input.text)} x{input.n}"
    return Output(text=text, took=0.0).model_dump()

runpod.serverless.start({"handler": handler})
