import runpod


def handler(job):
    job_input = job["input"]
    celsius = job_input.get("celsius", 0.0)
    digits = job_input.get("digits", 1)
    if celsius < -273.15:
        raise ValueError("below absolute zero")
    return {"kelvin": round(celsius + 273.15, digits), "fahrenheit": round(celsius * 9 / 5 + 32, digits)}


runpod.serverless.start({"handler": handler})
