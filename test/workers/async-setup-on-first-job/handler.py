import asyncio

import runpod


class Engine:
    @classmethod
    async def create(cls, vocabulary):
        self = cls()
        await asyncio.sleep(0)
        self.vocabulary = {word: i for i, word in enumerate(vocabulary)}
        self.lock = asyncio.Lock()
        return self

    async def encode(self, text):
        async with self.lock:
            return [self.vocabulary.get(w, -1) for w in text.split()]


engine = None


async def get_engine():
    global engine
    if engine is None:
        engine = await Engine.create(["red", "green", "blue"])
    return engine


async def handler(job):
    text = job["input"].get("text")
    if text is None:
        raise ValueError("text is required")
    e = await get_engine()
    ids = await e.encode(text)
    return {"ids": ids, "unknown": ids.count(-1)}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
