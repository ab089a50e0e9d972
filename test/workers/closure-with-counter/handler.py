import runpod


def build():
    served = 0
    best = {}

    def handler(job):
        nonlocal served
        served += 1
        player = job["input"].get("player", "anon")
        points = job["input"].get("points", 0)
        best[player] = max(points, best.get(player, 0))
        return {"served": served, "best": best[player], "players": sorted(best)}

    return handler


handler = build()
runpod.serverless.start({"handler": handler})
