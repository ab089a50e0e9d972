import runpod


class Ledger:
    def __init__(self):
        self.entries = []

    def post(self, event):
        entry = event["input"]
        if "amount" not in entry:
            return {"error": "amount is missing"}
        self.entries.append((entry["amount"], entry.get("memo", "")))
        return {"balance": self.balance(), "id": len(event["id"]) > 0}

    def balance(self):
        return sum(amount for amount, _ in self.entries)


ledger = Ledger()


def handler(event):
    try:
        return ledger.post(event)
    except TypeError as e:
        return {"error": f"no amount: {e}"}


runpod.serverless.start({"handler": handler})
