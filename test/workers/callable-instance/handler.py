import runpod
from base import BaseHandler


class SentimentModel:
    good = {"good", "great", "fine"}
    bad = {"bad", "awful"}

    def load(self):
        self.ready = True

    def predict(self, payload):
        words = payload["text"].lower().split()
        score = sum(w in self.good for w in words) - sum(w in self.bad for w in words)
        return {"score": score, "label": "positive" if score > 0 else "negative" if score < 0 else "neutral"}


model = SentimentModel()
handler = BaseHandler(model)

runpod.serverless.start({"handler": handler})
