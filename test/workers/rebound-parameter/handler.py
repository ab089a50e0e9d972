import runpod


class Engine:
    def generate(self, prompt, n=2):
        return [f"{prompt} #{i}" for i in range(n)]


engine = Engine()


def handler(job):
    job_input = job["input"]
    prompt, n = job_input["prompt"], job_input.get("n", 2)

    # from here on "job" is something else
    job = engine.generate(prompt, n)
    if len(job) > 5:
        return {"error": "too many"}
    count = {"input": len(job)}
    return {"choices": job, "count": count["input"]}


runpod.serverless.start({"handler": handler})
