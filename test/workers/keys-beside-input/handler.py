import runpod


def handler(event):
    metadata = event.get("metadata", {})
    steps = event.get("steps", 2)
    values = event["input"].get("values", [])
    for _ in range(steps):
        values = [v * 2 for v in values]
    return {"values": values, "user": metadata.get("user", "unknown"), "webhook": event.get("webhook") is not None}


runpod.serverless.start({"handler": handler})
