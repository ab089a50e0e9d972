import runpod

STOCK = {"tea": 4, "salt": 0}


class Till:
    def __init__(self):
        self.sold = 0

    def sell(self, name, count):
        if STOCK[name] < count:
            return {"error": f"only {STOCK[name]} of {name}", "left": STOCK[name]}
        self.sold += count
        return {"sold": count, "in_all": self.sold}


till = Till()


def check(order):
    """Nothing where all is well."""
    if not order.get("item"):
        return {"error": "no item"}
    if order.get("count", 1) < 1:
        return {"error": "count must be positive"}
    return None


def find(name):
    if name not in STOCK:
        return {"error": f"no {name} here"}
    return {"name": name, "price": len(name)}


def label(found):
    try:
        return {"label": found["name"].upper() * found["price"]}
    except KeyError as e:
        return {"error": f"lacks {e}"}


def handler(job):
    order = job["input"]
    problem = check(order)
    if problem:
        return problem

    found = find(order["item"])
    print("found", found)
    if "error" in found:
        return found
    if order.get("label"):
        labelled = label(found)
        if labelled.get("error"):
            return {"error": labelled["error"]}
        return labelled
    try:
        sale = till.sell(order["item"], order.get("count", 1))
        if "error" not in sale:
            print("sold")
        return sale
    except Exception as e:
        return {"error": f"the till is stuck: {e}"}


runpod.serverless.start({"handler": handler})
