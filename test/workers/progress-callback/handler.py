import os
import runpod


class Trainer:
    def __init__(self, epochs, callback):
        self.epochs = epochs
        self.callback = callback

    def run(self, rate):
        loss = 1.0
        for epoch in range(self.epochs):
            loss = loss * (1 - rate)
            self.callback(f"epoch {epoch + 1}: loss {loss:.4f}")
        return loss


def handler(event):
    settings = event["input"]
    seen = []

    def progress_callback(message):
        seen.append(message)
        if os.environ.get("RUNPOD_WEBHOOK_POST_OUTPUT"):
            runpod.serverless.progress_update(event, message)

    loss = Trainer(settings.get("epochs", 2), progress_callback).run(settings.get("rate", 0.5))
    return {"loss": round(loss, 4), "messages": seen}


runpod.serverless.start({"handler": handler})
