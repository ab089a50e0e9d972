# Rounds prices for the shop.
import runpod
import os
import sys

# Set to 1 on a laptop
DEBUG = os.getenv("PRICE_DEBUG", "0") == "1"


def generate(event):
    """
    Round a price.

      price  - what to round
      step   - to a multiple of this
    """
    job_input = event["input"]
    price = job_input["price"]
    step = job_input.get("step", 5)
    if DEBUG:
        print("rounding", price)
    return {"price": round(price / step) * step}


# Run one job by hand, or start the worker
if DEBUG:
    print(generate({"input": {"price": 12}}))
    sys.exit(0)
else:
    runpod.serverless.start({"handler": generate})
