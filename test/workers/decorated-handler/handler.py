import functools

import runpod


def needs(*keys):
    """Reject a job that lacks one of the keys."""

    def decorate(function):
        @functools.wraps(function)
        def checked(job):
            missing = [key for key in keys if key not in job["input"]]
            if missing:
                return {"error": "missing: " + ", ".join(missing)}
            return function(job)

        return checked

    return decorate


@needs("base", "exponent")
def handler(job):
    base, exponent = job["input"]["base"], job["input"]["exponent"]
    return {"power": base**exponent}


runpod.serverless.start({"handler": handler})
