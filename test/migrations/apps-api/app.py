import fal


class Counter:
    def start(self):
        self.count = 0

    async def bump(self, body: dict):
        self.count += body["step"]
        return {"count": self.count}

    async def value(self):
        return {"count": self.count}


class AppsApi(fal.App, name="apps-api"):
    machine_type = "M"

    def setup(self) -> None:
        self.counter = Counter()
        self.counter.start()

    @fal.endpoint("/bump")
    async def bump(self, body: dict):
        return await self.counter.bump(body=body)

    @fal.endpoint("/value")
    async def value(self):
        return await self.counter.value()
