import fal
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field


class Prompt(BaseModel):
    text: str
    size: int = Field(default=2, ge=1)


class LoadBalancerLifespan(fal.App, name="load-balancer-lifespan"):
    machine_type = "S"
    requirements = ["wordfreq"]

    async def setup(self) -> None:
        self.model = None

        await self.lifespan_(None)

    async def lifespan_(self, app: FastAPI):
        from string import Template

        self.model = Template("<$text>").substitute

    @fal.endpoint("/generate")
    async def generate(self, prompt: Prompt):
        """Repeats a text."""
        if not prompt.text:
            raise HTTPException(status_code=400, detail="no text")
        return {"text": self.model(text=prompt.text) * prompt.size}

    @fal.endpoint("/stats")
    def stats(self, verbose: bool = False):
        return {"loaded": self.model is not None, "verbose": verbose}
