from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


MODELS = {
    "small": "distilbert-base-uncased-finetuned-sst-2-english",
    "large": "siebert/sentiment-roberta-large-english",
}


class Input(BaseModel):
    texts: list[Any] = []
    size: str = "small"


class Output(BaseModel):
    results: list[dict[str, Any]]
    loaded: list[Any]


class ModelsInADict(fal.App, name="models-in-a-dict"):
    machine_type = "GPU-A100"
    requirements = ["transformers", "torch"]

    def setup(self) -> None:
        self.loaded_models = {}

    def get_pipeline(self, size):
        from transformers import pipeline

        if size not in self.loaded_models:
            print(f"Loading {MODELS[size]} ...")
            self.loaded_models[size] = pipeline("sentiment-analysis", model=MODELS[size], device=0)
        return self.loaded_models[size]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        texts = input.texts
        size = input.size

        if not texts:
            raise HTTPException(status_code=422, detail="No texts provided")
        if size not in MODELS:
            raise HTTPException(status_code=422, detail=f"Unknown size '{size}'. Available: {list(MODELS)}")

        results = self.get_pipeline(size)(texts, batch_size=8)
        return Output(results=[{"label": r["label"], "score": float(r["score"])} for r in results], loaded=sorted(self.loaded_models))
