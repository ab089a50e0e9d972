import runpod

TASKS = {}


def task(name):
    """Offer a function as a task."""

    def register(function):
        TASKS[name] = function
        return function

    return register


@task("sum")
def add_up(values):
    return {"sum": sum(values)}


@task("mean")
def mean(values):
    if not values:
        raise ValueError("no values to average")
    return {"mean": sum(values) / len(values)}


def handler(job):
    name = job["input"].get("task", "sum")
    run = TASKS.get(name)
    if run is None:
        return {"error": f"unknown task: {name}", "tasks": sorted(TASKS)}
    return run(job["input"].get("values", []))


runpod.serverless.start({"handler": handler})
