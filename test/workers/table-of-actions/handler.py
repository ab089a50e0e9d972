import runpod

NOTES = []


def add(data):
    NOTES.append(data["note"])
    return {"count": len(NOTES)}


def last(data):
    return {"notes": NOTES[-data.get("limit", 3):]}


ACTIONS = {"add": add, "last": last, "ping": lambda data: "pong"}


def handler(job):
    data = job["input"]
    action = ACTIONS.get(data.get("action", "last"))
    if action is None:
        return {"error": "unknown action", "actions": sorted(ACTIONS)}
    return action(data)


runpod.serverless.start({"handler": handler})
