from runpod_flash import Endpoint

api = Endpoint(name="texts", cpu="cpu3c-1-2", workers=2)


@api.post("/upper")
async def upper(body: dict) -> dict:
    return {"text": body["text"].upper()}


@api.get("/languages")
async def languages() -> list:
    return ["en", "de"]
