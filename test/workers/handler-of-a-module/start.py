import runpod

import proxy


def launch():
    """Everything the proxy needs before the first job."""
    proxy.routes = {"upper": str.upper, "lower": str.lower, "title": str.title}
    proxy.default = "upper"


launch()
runpod.serverless.start({"handler": proxy.handler})
