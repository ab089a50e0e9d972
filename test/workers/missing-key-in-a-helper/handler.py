import logging

import runpod

logger = logging.getLogger("converter")

RATES = {"km": 1.0, "mi": 1.609344}


class BadRequest(Exception):
    pass


def parse(data):
    try:
        return float(data["distance"]), data["unit"].lower()
    except KeyError as e:
        logger.warning("missing %s", e)
        raise BadRequest("parameter " + str(e) + " is missing") from e


def handler(event):
    distance, unit = parse(event["input"])
    try:
        kilometres = distance * RATES[unit]
        label = event["input"]["label"].strip()
    except (KeyError, AttributeError) as e:
        return {"error": f"cannot convert: {e}"}
    return {"kilometres": round(kilometres, 3), "label": label}


runpod.serverless.start({"handler": handler})
