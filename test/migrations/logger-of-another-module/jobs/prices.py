import logging
from journal import log as logger


def gross(price, job_id):
    logger.debug("%s | %s", job_id, f"adding tax to {price}")
    logger.log(logging.DEBUG, "%s | %s", job_id, "tax is 19 %")
    return round(price * 1.19, 2)
