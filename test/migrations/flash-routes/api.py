import fal


class FlashRoutes(fal.App, name="flash-routes", max_concurrency=2):
    machine_type = "M"

    @fal.endpoint("/upper")
    async def upper(self, body: dict) -> dict:
        return {"text": body["text"].upper()}

    @fal.endpoint("/languages")
    async def languages(self) -> list:
        return ["en", "de"]
