import runpod


def handler(event):
    if not (job_input := event.get("input")):
        return {"error": "no input"}

    if (n := job_input.get("n", 0)) > 10:
        return {"error": f"n is {n}, at most 10"}

    if (name := job_input.get("name")) is not None:
        return {"greeting": f"hello {name}" * (n or 1)}

    return {"squares": [s for i in range(n) if (s := i * i) % 2 == 0]}


runpod.serverless.start({"handler": handler})
