import sqlite3

import runpod
import torch

torch.set_grad_enabled(False)

visits = sqlite3.connect(":memory:")
visits.execute("create table visits (name text)")
scorer = torch.load("scorer.pt")


def handler(job):
    """Counts the visits of a name."""
    name = job["input"]["name"]
    visits.execute("insert into visits values (?)", (name,))
    [(count,)] = visits.execute("select count(*) from visits where name = ?", (name,)).fetchall()
    return {"count": count, "score": float(scorer(name))}


runpod.serverless.start({"handler": handler})
