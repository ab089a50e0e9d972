import runpod
from storage import publish

def handler(job):
    path = "/tmp/x.txt"
    with open(path, "w") as f:
        f.write(job["input"]["text"])
    return {"url": publish(job["id"], path)}

runpod.serverless.start({"handler": handler})
