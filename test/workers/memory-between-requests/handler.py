import runpod

sessions = {}
total = 0


def remember(session, message):
    global total
    total = total + 1
    history = sessions.setdefault(session, [])
    history.append(message)
    if len(history) > 3:
        del history[0]
    return history


def handler(job):
    request = job["input"]
    session = request.get("session", "default")
    if request.get("forget"):
        sessions.pop(session, None)
        return {"forgotten": session}
    message = request.get("message")
    if not message:
        return {"error": "message is empty", "sessions": len(sessions)}
    return {"history": list(remember(session, message)), "total": total}


runpod.serverless.start({"handler": handler})
