"""One logger for all modules."""

import logging

log = logging.getLogger("worker")
