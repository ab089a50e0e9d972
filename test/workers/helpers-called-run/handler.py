import runpod

from steps import Engine, run

engine = Engine()


def handler(job):
    options = job["input"]
    if options.get("engine"):
        return engine.run(options)
    return run(options)


runpod.serverless.start({"handler": handler})
