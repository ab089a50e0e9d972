import json

import runpod

TABLE = {"a": '{"value": 1}', "b": '{"value": 2, "refresh_worker": true}', "c": '{"error": "broken"}'}


class Reply:
    def __init__(self, status, text):
        self.status = status
        self.headers = {}
        self.text = text

    def json(self):
        return json.loads(self.text)


def ask(name):
    return Reply(200, TABLE[name]) if name in TABLE else Reply(404, "{}")


def handler(job):
    response = ask(job["input"]["name"])
    if response.status != 200:
        return {"error": f"status {response.status}", "refresh_worker": True}
    return response.json()


runpod.serverless.start({"handler": handler})
