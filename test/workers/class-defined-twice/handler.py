import runpod


class Greeter:
    def run(self, job):
        return {"greeting": f"good day, {job['input'].get('name', 'you')}"}


class Greeter:
    def __init__(self):
        self.greeted = 0

    async def run(self, job):
        self.greeted += 1
        name = job["input"].get("name", "you")
        if not name:
            return {"error": "whom?"}
        return {"greeting": f"hello {name}", "greeted": self.greeted}


runpod.serverless.start({"handler": Greeter().run})
