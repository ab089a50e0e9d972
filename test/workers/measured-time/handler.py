import time
import uuid
from datetime import datetime, timezone

import runpod

STARTED = time.time()


def handler(job):
    begin = time.perf_counter()
    n = job["input"].get("n", 1000)
    total = sum(i * i for i in range(n))
    return {
        "total": total,
        "seconds": time.perf_counter() - begin,
        "uptime": time.time() - STARTED,
        "at": datetime.now(timezone.utc).isoformat(),
        "ticket": str(uuid.uuid4()),
        "job": job["id"],
    }


runpod.serverless.start({"handler": handler})
