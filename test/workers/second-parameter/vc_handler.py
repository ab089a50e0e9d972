import base64
import runpod


def handler(event, responseFormat="base64"):
    data = event["input"].get("text", "").encode("utf-8")
    if responseFormat == "base64":
        return {"data": base64.b64encode(data).decode(), "format": responseFormat}
    return {"data": data.hex(), "format": responseFormat}


runpod.serverless.start({"handler": handler})
