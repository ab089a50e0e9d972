import logging
import os

import runpod

logging.basicConfig(
    level=os.environ.get("LOG_LEVEL", "INFO").upper(),
    format="%(asctime)s %(levelname)s %(name)s: %(message)s",
)
logger = logging.getLogger(__name__)


def handler(job):
    job_id = job.get("id", "unknown")
    logger.info("Job %s started", job_id)
    try:
        words = job["input"]["words"]
        logger.debug("%d words", len(words))
        result = {w: words.count(w) for w in sorted(set(words))}
    except KeyError as e:
        logger.exception("Job %s lacks %s", job_id, e)
        return {"error": f"missing input: {e.args[0]}"}
    except Exception:
        logger.error("Job %s failed", job_id, exc_info=True)
        raise
    logger.info("Job %s finished", job_id)
    return result


if __name__ == "__main__":
    logger.info("worker is starting")
    runpod.serverless.start({"handler": handler})
