import platform
import runpod


def handler(job):
    return {"language": "Python", "major": int(platform.python_version_tuple()[0])}


runpod.serverless.start({"handler": handler})
