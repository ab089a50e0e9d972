import runpod

served = 0


def handler(job):
    global served
    served += 1
    answer = {"served": served}
    answer["greeting"] = f"hello {job['input'].get('name', 'you')}"
    if job["input"].get("name") == "last":
        answer["refresh_worker"] = True
    answer["long"] = len(answer["greeting"]) > 10
    return answer


runpod.serverless.start({"handler": handler})
