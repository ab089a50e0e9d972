import runpod

todo = []


def add(job_input):
    todo.append(job_input["item"])
    return {"added": job_input["item"], "size": len(todo)}


def done(job_input):
    index = job_input.get("index", 0)
    try:
        return {"done": todo.pop(index)}
    except IndexError:
        return {"error": f"there is no item {index}"}


def listing(_):
    return {"items": list(todo)}


def wakeup(_job_input):
    return {"status": "awake"}


ACTIONS = {"add": add, "done": done, "list": listing, "wakeup": wakeup}


def handler(job):
    job_input = job["input"]
    action = job_input.get("action", "wakeup")
    if action not in ACTIONS:
        return {"error": f"Invalid action: {action}"}
    return ACTIONS[action](job_input)


runpod.serverless.start({"handler": handler})
