import os

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Question(BaseModel):
    text: str


@app.get("/ping")
async def ping():
    return {"status": "healthy"}


@app.post("/upper")
async def upper(question: Question):
    return {"text": question.text.upper()}


if __name__ == "__main__":
    uvicorn.run(app, host="0.0.0.0", port=int(os.getenv("PORT", "80")))
