import functools

import runpod
from stages import serve

runpod.serverless.start({"handler": functools.partial(serve, "cpu")})
