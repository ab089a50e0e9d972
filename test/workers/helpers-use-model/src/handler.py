import runpod

from vectors import Embedder, cosine

print("loading embedder")
embedder = Embedder(dimensions=16)
CACHE = {}


def embed(text):
    if text not in CACHE:
        CACHE[text] = embedder.encode(text)
    return CACHE[text]


def rank(query, documents, top_k):
    vector = embed(query)
    scored = [(cosine(vector, embed(d)), i) for i, d in enumerate(documents)]
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return [{"index": i, "score": round(s, 4)} for s, i in scored[:top_k]]


def handler(job):
    job_input = job["input"]
    query = job_input.get("query")
    documents = job_input.get("documents")
    if not query or not documents:
        return {"error": "query and documents are needed"}
    ranking = rank(query, documents, job_input.get("top_k", 3))
    return {"ranking": ranking, "best": documents[ranking[0]["index"]], "cached": len(CACHE)}


runpod.serverless.start({"handler": handler})
