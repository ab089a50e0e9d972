from journal import log as logger


def gross(price, job_id):
    logger.trace(f"adding tax to {price}", job_id)
    logger.log("tax is 19 %", "DEBUG", job_id)
    return round(price * 1.19, 2)
