import logging

logger = logging.getLogger(__name__)


def read_text(values):
    text = values.get("text", "none")
    logger.info("read %s", text)
    return text
