import runpod

COUNT = 0


def handler(event):
    global COUNT
    COUNT += 1
    name = event["input"].get("name") or "nobody"
    return "%s is caller number %d" % (name, COUNT)


print("worker starting")
runpod.serverless.start({"handler": handler})
print("worker stopped after", COUNT, "jobs")
if COUNT:
    raise SystemExit("never reached")
