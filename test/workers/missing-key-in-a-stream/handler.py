import logging

import runpod

logger = logging.getLogger(__name__)


def handler(job):
    job_input = job["input"]
    try:
        count = job_input["count"]
    except KeyError as e:
        logger.exception("an incomplete job")
        yield {"error": f"missing {e}"}
        return

    for number in range(count):
        try:
            step = job_input["step"]
        except KeyError:
            continue
        yield {"number": number * step}


runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
