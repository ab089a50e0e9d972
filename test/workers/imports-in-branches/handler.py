import os

import runpod

if os.environ.get("PLAIN_LOGS") is None:
    import logging

    logging.basicConfig(level=logging.INFO, format="[%(levelname)s] %(message)s")

try:
    import a_package_that_nobody_has as codec  # the fast one
    FAST = True
except ImportError:
    import base64 as codec
    FAST = False

if FAST:
    class Marker:
        label = codec.__name__
else:
    class Marker:
        """Says which codec works here."""

        label = "plain"

        def __init__(self, text):
            self.text = text

        def show(self):
            return f"{self.text} ({self.label})"

logging.info("ready")


def encode(text):
    return codec.b64encode(text.encode()).decode()


def handler(job):
    text = job["input"]["text"]
    logging.info("encoding %d characters", len(text))
    return {"encoded": encode(text), "marker": Marker(text).show(), "fast": FAST}


runpod.serverless.start({"handler": handler})
