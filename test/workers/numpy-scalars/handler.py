import numpy as np
import runpod

WEIGHTS = np.linspace(0.0, 1.0, 4, dtype=np.float32)


def handler(job):
    values = np.array(job["input"].get("values", []), dtype=np.float32)
    if values.size == 0:
        return {"error": "values is empty"}
    if values.ndim != 1:
        return {"error": "values must be flat"}
    padded = np.resize(values, 4)
    return {
        "score": float(np.dot(padded, WEIGHTS)),
        "argmax": int(np.argmax(padded)),
        "normalized": (padded / (np.abs(padded).max() or 1)).tolist(),
        "shape": list(padded.shape),
    }


runpod.serverless.start({"handler": handler})
