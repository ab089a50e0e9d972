import torch
import runpod

class Ranker:
    def __init__(self, name):
        self.net = torch.load(name)

    @torch.no_grad()
    @torch.autocast("cuda")
    def run(self, x):
        # forward pass
        y = self.net(x)
        return y.tolist()

    @torch.no_grad
    def rank(self, x):
        """Twice.

        Really.
        """

        # first
        a = self.run(x)
        text = """
keep
  me"""
        return a, text.strip()

ranker = Ranker("ranker.pt")

def handler(job):
    a, t = ranker.rank(job["input"].get("x", 1))
    return {"a": a, "t": t}

runpod.serverless.start({"handler": handler})
