import runpod


class Worker:
    def __init__(self):
        self.history = []

    def _clean(self, text):
        return " ".join(text.split())

    def handle(self, job):
        job_input = job["input"]
        text = self._clean(job_input["text"])
        self.history.append(text)
        if job_input.get("reset"):
            self.history.clear()
        return {"text": text, "previous": self.history[-2] if len(self.history) > 1 else None}


worker = Worker()

if __name__ == "__main__":
    runpod.serverless.start({"handler": worker.handle})
