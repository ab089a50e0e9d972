VERSION = "1.4"


def action_upper(p):
    return {"text": p["text"].upper()}


def action_repeat(p):
    if p.get("times", 2) > 5:
        return {"error": "too often"}
    return {"text": p["text"] * p.get("times", 2)}


def action_info(_):
    return {"version": VERSION, "actions": sorted(n[7:] for n in globals() if n.startswith("action_"))}


def handler(job):
    p = job["input"]
    action = globals().get("action_" + p.get("action", "info"))
    if action is None:
        return {"error": "unknown action"}
    return action(p)
