import csv
from pathlib import Path

import runpod

ROOT = Path(__file__).resolve().parent.parent
PRICES = {}


def load_prices():
    with open(ROOT / "assets" / "prices.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            PRICES[row["fruit"]] = int(row["cents"])


load_prices()


def handler(event):
    basket = event["input"].get("basket", [])
    unknown = [fruit for fruit in basket if fruit not in PRICES]
    if unknown:
        return {"error": "not sold here: " + ", ".join(unknown)}
    return {"cents": sum(PRICES[fruit] for fruit in basket), "items": len(basket)}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
