import runpod


def handler(job):
    inp = job["input"]

    temperature = float(inp.get("temperature", 0.7))
    top_k = int(inp.get("top_k", 50))
    name = str(inp.get("name", "anon")).strip().lower()
    echo = bool(inp.get("echo", False))
    stop = list(inp.get("stop", ()))
    seed = int(inp["seed"]) if "seed" in inp else None

    if temperature < 0:
        return {"error": "temperature must not be negative"}

    return {
        "temperature": temperature,
        "top_k": top_k,
        "name": name,
        "echo": echo,
        "stop": stop,
        "seed": seed,
    }


runpod.serverless.start({"handler": handler})
