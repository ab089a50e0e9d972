from functools import lru_cache

import runpod


@lru_cache(maxsize=4)
def load(alphabet):
    print("building table for", alphabet)
    return {letter: alphabet[(i + 3) % len(alphabet)] for i, letter in enumerate(alphabet)}


def handler(job):
    inp = job["input"]
    table = load(inp.get("alphabet", "abcdefghijklmnopqrstuvwxyz"))
    secret = "".join(table.get(letter, letter) for letter in inp["message"])
    info = load.cache_info()
    return {"secret": secret, "tables": info.currsize, "hits": info.hits}


runpod.serverless.start({"handler": handler})
