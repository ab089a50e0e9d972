# -*- coding: utf-8 -*-
import runpod

GRÜSSE = {"früh": "Guten Morgen ☀", "spät": "Gute Nacht 🌙"}


def begrüße(job):
    tageszeit = job["input"].get("tageszeit", "früh")  # früh oder spät
    if tageszeit not in GRÜSSE:
        return {"error": f"»{tageszeit}« kenne ich nicht"}
    name = job["input"].get("name", "Welt")
    return {"gruß": f"{GRÜSSE[tageszeit]}, {name}!", "länge": len(name)}


runpod.serverless.start({"handler": begrüße})
