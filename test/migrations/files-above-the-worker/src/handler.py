import csv
import os
import sys
from pathlib import Path
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    basket: list[Any] = []


class Output(BaseModel):
    cents: Any
    items: int


class FilesAboveTheWorker(fal.App, name="files-above-the-worker"):
    machine_type = "S"
    app_files = ["assets/prices.csv"]
    app_files_context_dir = ".."

    def setup(self) -> None:
        if not os.path.isfile("handler.py"):  # a runner starts above this file's folder
            os.makedirs("src", exist_ok=True)
            os.chdir("src")
        sys.path += [os.path.abspath(".")]
        self.root = Path.cwd().parent
        self.prices = {}

        self.load_prices()

    def load_prices(self):
        with open(self.root / "assets" / "prices.csv", newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                self.prices[row["fruit"]] = int(row["cents"])

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        basket = input.basket
        unknown = [fruit for fruit in basket if fruit not in self.prices]
        if unknown:
            raise HTTPException(status_code=422, detail="not sold here: " + ", ".join(unknown))
        return Output(cents=sum(self.prices[fruit] for fruit in basket), items=len(basket))
