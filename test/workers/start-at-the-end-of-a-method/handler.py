import os
import runpod


class Service:
    """Serves."""

    def __init__(self, size):
        self.size = size
        self.model = None

    async def predict(self, job):
        text = job["input"].get("text")
        if not text:
            return {"error": "no text"}
        return {"text": self.model(text)[: self.size]}

    def load(self):
        self.model = str.upper

    def serve(self):
        self.load()
        print("starting")
        runpod.serverless.start(
            {
                "handler": self.predict,
                "concurrency_modifier": lambda current: 1,
            }
        )


service = Service(int(os.environ.get("SIZE", "4")))

if __name__ == "__main__":
    service.serve()
