import runpod; import re
PATTERN = re.compile(r"(\d+)\s*([a-z]+)"); FACTOR = {"s": 1, "m": 60, "h": 3600}
def handler(job): text = job["input"]["text"]; found = PATTERN.findall(text); return {"seconds": sum(int(n) * FACTOR[u] for n, u in found)} if found else {"error": "nothing found"}
runpod.serverless.start({"handler": handler})