import runpod

PRICES = {"basic": 1.5, "pro": 4.0, "team": 9.25}


def handler(event):
    inp = event["input"]

    plan = inp.get("plan")
    if not plan:
        return {"error": "plan is required"}

    if plan not in PRICES:
        return {"error": f"unknown plan {plan!r}, choose one of {sorted(PRICES)}"}

    seats = inp.get("seats", 1)
    if not isinstance(seats, int) or seats < 1:
        return {"error": "seats must be a positive number"}
    if seats > 500:
        return {"error": "too many seats", "limit": 500, "asked": seats}

    total = PRICES[plan] * seats
    if inp.get("yearly", False):
        total = total * 12 * 0.8

    return {"plan": plan, "seats": seats, "total": round(total, 2)}


runpod.serverless.start({"handler": handler})
