import os
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel, Field

model = None


class Prompt(BaseModel):
    text: str
    size: int = Field(default=2, ge=1)


@asynccontextmanager
async def lifespan(app: FastAPI):
    global model
    from string import Template

    model = Template("<$text>").substitute
    yield
    model = None


app = FastAPI(title="texts", lifespan=lifespan)


@app.get("/ping")
async def ping(response: Response):
    if model is None:
        response.status_code = 204
    return {"status": "ok"}


@app.post("/generate")
async def generate(prompt: Prompt):
    """Repeats a text."""
    if not prompt.text:
        raise HTTPException(status_code=400, detail="no text")
    return {"text": model(text=prompt.text) * prompt.size}


@app.get("/stats")
def stats(verbose: bool = False):
    return {"loaded": model is not None, "verbose": verbose}


if __name__ == "__main__":
    port = int(os.getenv("PORT", "80"))
    uvicorn.run(app, host="0.0.0.0", port=port)
