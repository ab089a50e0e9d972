from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    query: Any = None
    documents: Any = None
    top_k: int = 3


class Output(BaseModel):
    ranking: list[dict[str, Any]]
    best: Any
    cached: int


class HelpersUseModel(fal.App, name="helpers-use-model"):
    machine_type = "S"
    app_files = ["vectors.py"]

    def setup(self) -> None:
        from vectors import Embedder

        print("loading embedder")
        self.embedder = Embedder(dimensions=16)
        self.cache = {}

    def embed(self, text):
        if text not in self.cache:
            self.cache[text] = self.embedder.encode(text)
        return self.cache[text]

    def rank(self, query, documents, top_k):
        from vectors import cosine

        vector = self.embed(query)
        scored = [(cosine(vector, self.embed(d)), i) for i, d in enumerate(documents)]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return [{"index": i, "score": round(s, 4)} for s, i in scored[:top_k]]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        query = input.query
        documents = input.documents
        if not query or not documents:
            raise HTTPException(status_code=422, detail="query and documents are needed")
        ranking = self.rank(query, documents, input.top_k)
        return Output(ranking=ranking, best=documents[ranking[0]["index"]], cached=len(self.cache))
