import os
import runpod

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

model = None
loads = 0


class Reverser:
    def __init__(self, name):
        print(f"loading {name}")
        self.name = name

    def __call__(self, text):
        return text[::-1]


def load_model():
    global model, loads
    if model is None:
        model = Reverser("reverse-v1")
        loads += 1
    return model


def handler(event):
    text = event.get("input", {}).get("text", "")
    if text == "":
        return {"error": "Missing text"}
    m = load_model()
    return {"text": m(text), "model": m.name, "loads": loads}


runpod.serverless.start({"handler": handler})
