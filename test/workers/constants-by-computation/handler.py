import math
import re
import runpod

TAU = 2 * math.pi
STEPS = [2 ** i for i in range(6)]
NAMES = {i: "step-%d" % i for i in STEPS}
WORD = re.compile(r"[a-z]+", re.I)
ROUND = lambda x: round(x, 3)
TABLE = tuple(ROUND(math.sin(TAU * i / 8)) for i in range(8))
DEFAULTS = {"phase": 0, "label": "sine"}
for _key in list(DEFAULTS):
    DEFAULTS[_key.upper()] = DEFAULTS[_key]
del _key


def handler(job):
    inp = {**DEFAULTS, **job["input"]}
    phase = inp["phase"]
    words = WORD.findall(inp["label"])
    return {"value": TABLE[phase % len(TABLE)], "name": NAMES.get(phase, "none"), "words": words, "keys": len(inp)}


runpod.serverless.start({"handler": handler})
