import runpod
from models import ResizeRequest


def handler(event):
    request = ResizeRequest(**event.get("input", {}))
    ratio = min(request.max_width / request.width, request.max_height / request.height, 1.0)
    return request.result(ratio).model_dump()


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
