import runpod


class OpenAIEngine:
    models = ["tiny-chat"]

    async def handle(self, route, body):
        if route == "/v1/models":
            yield {"object": "list", "data": [{"id": m, "object": "model"} for m in self.models]}
        elif route == "/v1/chat/completions":
            if body.get("model") not in self.models:
                yield {"object": "error", "message": f"The model `{body.get('model')}` does not exist.", "code": 404}
                return
            yield {"choices": [{"message": {"role": "assistant", "content": body["messages"][-1]["content"][::-1]}}]}
        else:
            yield {"error": "Invalid route"}


class PlainEngine:
    async def generate(self, prompt, n):
        for i in range(n):
            yield {"text": prompt[: i + 1]}


openai_engine = OpenAIEngine()
plain_engine = PlainEngine()


async def handler(job):
    job_input = job["input"]
    if job_input.get("openai_route"):
        generator = openai_engine.handle(job_input["openai_route"], job_input.get("openai_input", {}))
    else:
        generator = plain_engine.generate(job_input["prompt"], job_input.get("n", 2))
    async for batch in generator:
        yield batch


runpod.serverless.start({"handler": handler, "concurrency_modifier": lambda x: 50, "return_aggregate_stream": True})
