class TinyEngine:
    max_concurrency = 30

    def __init__(self, words):
        self.words = words

    async def generate(self, job_input):
        n = job_input.get("max_tokens", 4)
        if n < 1:
            yield {"error": {"message": "max_tokens must be positive", "code": 400}}
            return
        batch = []
        for i in range(n):
            batch.append(self.words[i % len(self.words)])
            if len(batch) == job_input.get("batch_size", 2):
                yield {"tokens": batch, "finished": False}
                batch = []
        yield {"tokens": batch, "finished": True, "usage": {"output": n}}
