import io

import numpy as np
import runpod


def handler(job):
    job_input = job["input"]
    numbers = np.array(job_input["numbers"], dtype=np.float32)
    kind = job_input.get("kind", "array")
    if kind == "scalar":
        return {"mean": numbers.mean(), "peak": np.argmax(numbers)}
    if kind == "bytes":
        buffer = io.BytesIO()
        buffer.write(bytes([255, 254, 0, 1]))
        return {"data": buffer.getvalue()}
    if kind == "set":
        return {"kinds": {"a"}}
    return {"numbers": numbers, "twice": [numbers.round(), 1]}


runpod.serverless.start({"handler": handler})
