import json

import runpod


class Settings:
    def __init__(self, values):
        self.scale = values.get("scale", 0.5)


class Press:
    def label(self, value):
        return f"{value} bar"


press = Press()


def note(pressure=1.5, **others):
    return f"{pressure} of {len(others)}"


def handler(job):
    data = job["input"]
    settings = Settings(data)
    heat = data.get("heat", 20.5)
    rows = [json.dumps(row) for row in [heat, "end"]]
    return {"label": press.label(settings.scale), "note": note(**data), "rows": rows}


runpod.serverless.start({"handler": handler})
