import runpod

GAIN = 0.75


def blend(level: float, strength=1):
    return level * GAIN + strength


def handler(job):
    job_input = job["input"]
    level = job_input.get("level", 2)
    scale = job_input.get("scale", 7)
    gain = job_input.get("gain", 1)
    threshold = job_input.get("threshold", 0)
    rows = job_input.get("rows", 3)

    try:
        seed = int(job_input.get("seed", 42))
    except (TypeError, ValueError):
        return {"error": "seed must be a whole number"}

    values = [blend(level) * scale * 0.5 + gain * GAIN + seed for _ in range(rows)]
    if threshold > 0.5:
        values = [value for value in values if value > threshold]
    return {"values": values, "seed": seed, "half": rows / 2, "scale": float(scale)}


runpod.serverless.start({"handler": handler})
