import json
import os


class Backend:
    def __init__(self, scale):
        self.scale = scale
        self.calls = 0

    def measure(self, text):
        self.calls += 1
        return len(text) * self.scale


def load_config():
    return json.loads(os.environ.get("CONFIG", '{"scale": 10, "max_chars": 40}'))


def make_handler(config, backend):
    max_chars = config["max_chars"]

    def handler(job):
        text = job["input"].get("text", "")
        if len(text) > max_chars:
            return {"error": f"text is longer than {max_chars} characters"}
        return {"width": backend.measure(text), "calls": backend.calls}

    return handler


def main():
    config = load_config()
    backend = Backend(config["scale"])
    return make_handler(config, backend)


run = main()
