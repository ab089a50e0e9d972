import runpod
from pydantic import ValidationError

from models import Request


def handler(job):
    try:
        request = Request.model_validate(job["input"])
    except ValidationError as error:
        return {"error": error.errors(include_url=False, include_context=False, include_input=False)}
    step = request.size - request.overlap
    return {"parts": [request.text[at : at + request.size] for at in range(0, len(request.text), step)]}


runpod.serverless.start({"handler": handler})
