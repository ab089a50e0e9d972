import runpod


class InputError(ValueError):
    pass


def check_range(name, value, low, high):
    if not low <= value <= high:
        raise InputError(f"{name} must be between {low} and {high}")
    return value


def simulate(runs, sides):
    # no real dice: the answers must be repeatable
    rolls = [(i * 7 + 3) % sides + 1 for i in range(runs)]
    if sum(rolls) == 13:
        raise RuntimeError("unlucky total")
    return rolls


def handler(job):
    job_input = job["input"]
    runs = check_range("runs", job_input.get("runs", 10), 1, 1000)
    sides = check_range("sides", job_input.get("sides", 6), 2, 20)
    rolls = simulate(runs, sides)
    return {"rolls": rolls, "total": sum(rolls)}


runpod.serverless.start({"handler": handler})
