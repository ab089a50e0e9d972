"""Looks prices up."""

import logging

import runpod

from . import __version__
from .errors import PriceError
from .tables import TABLES

log = logging.getLogger("price_list")


def handler(job):
    job_input = job["input"]
    table = TABLES.get(job_input.get("table", "fruit"))
    if table is None:
        return {"error": "unknown table", "tables": sorted(TABLES)}
    try:
        amount = table(job_input["name"])
    except PriceError as e:
        log.warning("failed: %s", e)
        return {"error": str(e), "code": e.code}
    from .tables.fruit import PRICES

    return {"price": amount, "of": len(PRICES), "version": __version__}


def main():
    runpod.serverless.start({"handler": handler})


if __name__ == "__main__":
    main()
