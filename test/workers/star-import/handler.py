from runpod import *

def handler(job):
    a = job["input"]["a"]; b = job["input"]["b"]
    if b == 0: return {"error": "division by zero"}
    q = a / b; r = a % b
    return {"quotient": q, "remainder": r}

serverless.start({"handler": handler});
