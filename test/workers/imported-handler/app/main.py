import runpod

from service.endpoint import handler

if __name__ == "__main__":
    print("starting worker")
    runpod.serverless.start({"handler": handler})
