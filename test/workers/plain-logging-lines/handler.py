import logging

import runpod

logger = logging.getLogger(__name__)


def count_words(text):
    words = text.split()
    logger.info("%d words", len(words))
    return len(words)


def handler(job):
    logger.info("job %s", job["id"])
    return {"words": count_words(job["input"]["text"])}


def warm_up():
    logger.info("never called")


runpod.serverless.start({"handler": handler, "init": warm_up, "health_check": handler})
