import runpod
from runpod.serverless.utils.rp_validator import validate

from rp_schema import INPUT_SCHEMA, ITEM_SCHEMA


def handler(job):
    job_input = job["input"]

    validated = validate(job_input, INPUT_SCHEMA)
    if "errors" in validated:
        return {"error": validated["errors"]}

    lines = []
    total = 0.0
    for number, item in enumerate(validated["validated_input"]["items"]):
        checked = validate(item, ITEM_SCHEMA)
        if "errors" in checked:
            return {"error": [f"item {number}: {e}" for e in checked["errors"]]}
        item = checked["validated_input"]
        price = item["price"] * item["count"]
        total += price
        lines.append(f"{item['count']} x {item['name']}: {price:.2f}")

    return {"lines": lines, "total": round(total, 2), "currency": validated["validated_input"]["currency"]}


runpod.serverless.start({"handler": handler})
