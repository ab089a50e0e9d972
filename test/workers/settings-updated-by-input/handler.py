import copy
import runpod

DEFAULT_SETTINGS = {
    "temperature": 0.8,
    "top_p": 0.95,
    "stop": [],
    "penalties": {"presence": 0, "frequency": 0},
}


def handler(event):
    job_input = event["input"]
    prompt = job_input.pop("prompt")

    settings = copy.deepcopy(DEFAULT_SETTINGS)
    settings.update(job_input)

    answer = prompt.upper()
    for stop in settings["stop"]:
        if stop in answer:
            answer = answer[: answer.index(stop)]
    return {"answer": answer, "settings": settings}


runpod.serverless.start({"handler": handler})
