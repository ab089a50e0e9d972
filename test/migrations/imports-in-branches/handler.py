import logging
import os
from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str


class Output(BaseModel):
    encoded: Any
    marker: Any
    fast: Any


class ImportsInBranches(fal.App, name="imports-in-branches"):
    machine_type = "S"

    def setup(self) -> None:
        if os.environ.get("PLAIN_LOGS") is None:
            logging.basicConfig(level=logging.INFO, format="[%(levelname)s] %(message)s")

        try:
            import a_package_that_nobody_has as codec  # the fast one
            self.codec = codec
            self.fast = True
        except ImportError:
            import base64 as codec
            self.codec = codec
            self.fast = False

        if self.fast:
            class Marker:
                label = self.codec.__name__

            self.Marker = Marker
        else:
            class Marker:
                """Says which codec works here."""

                label = "plain"

                def __init__(self, text):
                    self.text = text

                def show(self):
                    return f"{self.text} ({self.label})"

            self.Marker = Marker

        logging.info("ready")

    def encode(self, text):
        return self.codec.b64encode(text.encode()).decode()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        text = input.text
        logging.info("encoding %d characters", len(text))
        return Output(encoded=self.encode(text), marker=self.Marker(text).show(), fast=self.fast)
