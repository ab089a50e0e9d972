import runpod

free = 100


def reserve(amount):
    global free
    if amount > free:
        raise MemoryError(f"{amount} wanted, {free} free")
    free -= amount
    return free


def handler(job):
    amount = job["input"].get("amount", 10)
    try:
        left = reserve(amount)
    except MemoryError as e:
        print("out of memory, asking for a new worker")
        return {"error": str(e), "refresh_worker": True}
    except TypeError:
        return {"error": "amount must be a number"}
    return {"left": left}


runpod.serverless.start({"handler": handler})
