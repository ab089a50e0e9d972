import runpod

app = runpod.App("demo")


@app.api(cpu="cpu3c-1-2")
class Counter:
    @runpod.init
    def start(self):
        self.count = 0

    @runpod.post("/bump")
    async def bump(self, body: dict):
        self.count += body["step"]
        return {"count": self.count}

    @runpod.get("/value")
    async def value(self):
        return {"count": self.count}
