import runpod
from transformers import pipeline

MODELS = {
    "small": "distilbert-base-uncased-finetuned-sst-2-english",
    "large": "siebert/sentiment-roberta-large-english",
}
loaded_models = {}


def get_pipeline(size):
    if size not in loaded_models:
        print(f"Loading {MODELS[size]} ...")
        loaded_models[size] = pipeline("sentiment-analysis", model=MODELS[size], device=0)
    return loaded_models[size]


def handler(job):
    job_input = job["input"]
    texts = job_input.get("texts", [])
    size = job_input.get("size", "small")

    if not texts:
        return {"error": "No texts provided"}
    if size not in MODELS:
        return {"error": f"Unknown size '{size}'. Available: {list(MODELS)}"}

    results = get_pipeline(size)(texts, batch_size=8)
    return {"results": [{"label": r["label"], "score": float(r["score"])} for r in results], "loaded": sorted(loaded_models)}


runpod.serverless.start({"handler": handler})
